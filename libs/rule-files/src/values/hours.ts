export type Hours = readonly (readonly [string, string])[];

/** `08:00-12:00` → from and until. */
export const span = (hours: string): readonly [string, string] => [hours.slice(0, 5), hours.slice(6)];

const minutes = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
const minutesOfDay = 1440;

/** The first two of a day's hours that overlap, as the file has them. An end that is not after its start is on the next day. */
export const overlapping = (hours: readonly string[]): readonly [string, string] | undefined => {
  const spans = hours.map((text) => {
    const [from, until] = span(text).map(minutes) as [number, number];
    return { from, until: until > from ? until : until + minutesOfDay, text };
  });
  const sorted = spans.toSorted((left, right) => left.from - right.from);
  const index = sorted.findIndex(({ from }, place) => place > 0 && from < sorted[place - 1]!.until);
  return index < 0 ? undefined : [sorted[index - 1]!.text, sorted[index]!.text];
};

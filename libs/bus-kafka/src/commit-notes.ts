/** What a group notes beside its offset: how often the events behind it were handed over and are not over yet. */
export type Attempts = ReadonlyMap<number, number>;

/** Brokers keep 4096 bytes by default. */
const maxLength = 3_900;

/** `OFFSET:ATTEMPTS,…`. When not all fit, those that were handed over the least often are left out. */
export const encodeAttempts = (attempts: Attempts): string => {
  let text = '';
  for (const [offset, count] of [...attempts].sort(([, one], [, other]) => other - one)) {
    const note = `${text === '' ? '' : ','}${offset}:${count}`;
    if (text.length + note.length > maxLength) break;
    text += note;
  }
  return text;
};

/** What somebody else wrote counts as nothing. */
export const decodeAttempts = (text: string | null | undefined): Map<number, number> => {
  if (text === null || text === undefined || !/^\d+:\d+(,\d+:\d+)*$/.test(text)) return new Map();
  return new Map(
    text.split(',').map((note) => {
      const [offset, count] = note.split(':');
      return [Number(offset), Number(count)] as const;
    }),
  );
};

import type { CalendarDefinition } from '@baton/working-time';

/** Milliseconds of the wall time as if it were UTC; undefined: the text is not such a time. */
export type WallTimeReader = (text: string) => number | undefined;

const fields = {
  YYYY: '(?<year>\\d{4})',
  MM: '(?<month>\\d{2})',
  M: '(?<month>\\d{1,2})',
  DD: '(?<day>\\d{2})',
  D: '(?<day>\\d{1,2})',
  HH: '(?<hour>\\d{2})',
  H: '(?<hour>\\d{1,2})',
  mm: '(?<minute>\\d{2})',
  ss: '(?<second>\\d{2})',
  SSS: '(?<fraction>\\d{3})',
} as const;

/** Reads times written as `D/M/YYYY HH:mm` and the like. Throws a RangeError for a format without year, month and day. */
export const compileTimeFormat = (format: string): WallTimeReader => {
  const pattern = format.replace(/YYYY|MM?|DD?|HH?|mm|ss|SSS|[^\w\s]/g, (part) =>
    part in fields ? fields[part as keyof typeof fields] : `\\${part}`,
  );
  if (!['<year>', '<month>', '<day>'].every((name) => pattern.includes(name)))
    throw new RangeError('YYYY, M and D are needed');
  const expression = new RegExp(`^${pattern}$`);
  return (text) => {
    const found = expression.exec(text)?.groups;
    if (found === undefined) return undefined;
    const number = (name: string): number => Number(found[name] ?? 0);
    const [month, day, hour] = [number('month') - 1, number('day'), number('hour')];
    const wall = Date.UTC(number('year'), month, day, hour, number('minute'), number('second'), number('fraction'));
    const date = new Date(wall);
    const isReal =
      date.getUTCMonth() === month &&
      date.getUTCDate() === day &&
      date.getUTCHours() === hour &&
      number('minute') < 60 &&
      number('second') < 60;
    return isReal ? wall : undefined;
  };
};

/**
 * Wall time of a zone to an instant. A time that a clock change repeats is its first occurrence; one that it skips is
 * moved on by as much as the clock was.
 */
export const instantOfWallTime = (transitions: CalendarDefinition['transitions']): ((wall: number) => number) => {
  const offsets = transitions.map((each) => ({ at: each.at, offsetMs: each.offsetMinutes * 60_000 }));
  return (wall) => {
    for (let index = 0; index < offsets.length; index++) {
      const instant = wall - offsets[index]!.offsetMs;
      const next = offsets[index + 1];
      if (next === undefined || instant < next.at) return instant;
      const isSkipped = wall - next.offsetMs < next.at;
      if (isSkipped) return instant;
    }
    return wall;
  };
};

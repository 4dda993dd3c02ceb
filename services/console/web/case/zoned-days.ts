import type { Interval } from './time-scale.ts';

const dayMs = 24 * 3_600_000;

/** The local days of an IANA zone that touch `span`; a day with a clock change is shorter or longer. */
export const zonedDays = (span: Interval, zone: string): readonly Interval[] => {
  const days: Interval[] = [];
  let from = startOfDay(span.from, zone);
  while (from < span.until) {
    // 36 h on lies within the next day, whatever the clock change.
    const until = startOfDay(from + 1.5 * dayMs, zone);
    days.push({ from, until });
    from = until;
  }
  return days;
};

export const startOfDay = (at: number, zone: string): number => {
  const local = at + offsetAt(at, zone);
  const midnight = Math.floor(local / dayMs) * dayMs;
  const guess = midnight - offsetAt(at, zone);
  return midnight - offsetAt(guess, zone);
};

/** Local time minus UTC, in milliseconds. */
const offsetAt = (at: number, zone: string): number => {
  const parts = Object.fromEntries(
    formatOf(zone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  ) as Record<string, number>;
  const local = Date.UTC(parts.year!, parts.month! - 1, parts.day!, parts.hour!, parts.minute!, parts.second!);
  return local - Math.floor(at / 1000) * 1000;
};

const formats = new Map<string, Intl.DateTimeFormat>();

const formatOf = (zone: string): Intl.DateTimeFormat => {
  const known = formats.get(zone);
  if (known !== undefined) return known;
  const numeric = 'numeric' as const;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: numeric,
    month: numeric,
    day: numeric,
    hour: numeric,
    minute: numeric,
    second: numeric,
  });
  formats.set(zone, format);
  return format;
};

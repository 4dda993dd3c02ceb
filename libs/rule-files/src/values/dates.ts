import { formatInstant, parseInstant } from '@baton/contracts';

const dayMs = 86_400_000;
/** The years that calendars reckon with. */
const years = /^(?:19|20|21)/;
export const workableDate = 'a date of the years 1900 to 2199 that exists';

const midnight = (date: string): number | undefined => parseInstant(`${date}T00:00:00Z`);

export const isWorkableDate = (date: string): boolean => years.test(date) && midnight(date) !== undefined;

/** The days from `first` to `last`, both included, at most `limit`; none when `last` is before. Both are dates. */
export const daysBetween = (first: string, last: string, limit: number): readonly string[] => {
  const from = midnight(first)!;
  const count = Math.round((midnight(last)! - from) / dayMs) + 1;
  return Array.from({ length: Math.min(Math.max(count, 0), limit) }, (_, index) =>
    formatInstant(from + index * dayMs).slice(0, 10),
  );
};

/** `2026-09-23T00:00+08:00`, with seconds or without; undefined when there is no such instant. */
export const instantOf = (text: string): number | undefined =>
  parseInstant(text[16] === ':' ? text : `${text.slice(0, 16)}:00${text.slice(16)}`);

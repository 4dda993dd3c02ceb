/** Days and minutes of a local wall clock, without a zone. Days count from 1970-01-01 (a Thursday). */
import type { Weekday } from './working-calendar.ts';

export const minuteMs = 60_000;
export const dayMs = 86_400_000;

/** Day 0 is a Thursday. */
export const weekdays: readonly Weekday[] = ['thu', 'fri', 'sat', 'sun', 'mon', 'tue', 'wed'];

export const weekdayOf = (day: number): number => ((day % 7) + 7) % 7;

/** `YYYY-MM-DD` → day number. Throws a RangeError for a date that is none. */
export const dayOf = (date: string): number => {
  const match = /^(\d{4})-(0[1-9]|1[0-2])-(\d\d)$/.exec(date);
  if (match !== null) {
    const [year, month, dayOfMonth] = match.slice(1).map(Number);
    const first = firstDayOf(year!, month!);
    const day = first + dayOfMonth! - 1;
    if (first <= day && day < firstDayOf(year!, month! + 1)) return day;
  }
  throw new RangeError(`expected a local date such as 2026-09-30, got "${date}"`);
};

/**
 * The first day of a month, 1 to 13: the thirteenth is the next January.
 * Source of the formula: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms".
 */
const firstDayOf = (year: number, month: number): number => {
  const yearFromMarch = month <= 2 ? year - 1 : year;
  const era = Math.floor(yearFromMarch / 400);
  const yearOfEra = yearFromMarch - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5);
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
};

/** `HH:MM` → milliseconds after the local day's start; `24:00` is its end. Throws a RangeError for a time that is none. */
export const timeOfDay = (text: string): number => {
  if (!/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/.test(text)) {
    throw new RangeError(`expected a local time such as 08:00, got "${text}"`);
  }
  return (Number(text.slice(0, 2)) * 60 + Number(text.slice(3))) * minuteMs;
};

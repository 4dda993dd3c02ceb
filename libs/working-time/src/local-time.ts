/** Days and minutes of a local wall clock, without a zone. Days count from 1970-01-01 (a Thursday). */
import type { Weekday } from './working-calendar.ts';

export const minuteMs = 60_000;
export const dayMs = 86_400_000;

/** Day 0 is a Thursday. */
export const weekdays: readonly Weekday[] = ['thu', 'fri', 'sat', 'sun', 'mon', 'tue', 'wed'];

export const weekdayOf = (day: number): number => ((day % 7) + 7) % 7;

/** `YYYY-MM-DD` → day number. Source of the formula: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms". */
export const dayOf = (date: string): number => {
  const match = /^(\d{4})-(\d\d)-(\d\d)$/.exec(date);
  if (match === null) throw new RangeError(`expected a local date such as 2026-09-30, got "${date}"`);
  const month = Number(match[2]);
  const year = Number(match[1]) - (month <= 2 ? 1 : 0);
  const era = Math.floor(year / 400);
  const yearOfEra = year - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + Number(match[3]) - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
};

/** `HH:MM` → milliseconds after the local day's start; `24:00` is its end. */
export const timeOfDay = (text: string): number => {
  const match = /^(\d\d):(\d\d)$/.exec(text);
  if (match === null) throw new RangeError(`expected a local time such as 08:00, got "${text}"`);
  return (Number(match[1]) * 60 + Number(match[2])) * minuteMs;
};

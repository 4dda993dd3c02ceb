import type { Instant } from './envelope.ts';

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** The years that RFC 3339 can write. */
const firstInstant = -62_167_219_200_000;
const lastInstant = 253_402_300_799_999;

/** The digits [from, until) of `text` as a number, or NaN. */
const digits = (text: string, from: number, until: number): number => {
  let value = 0;
  for (let index = from; index < until; index++) {
    const digit = text.charCodeAt(index) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    value = value * 10 + digit;
  }
  return value;
};

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
const lengthOfMonth = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (monthLengths[month - 1] ?? 0);

/** Days since 1970-01-01. Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms". */
const dayNumber = (year: number, month: number, day: number): number => {
  const shifted = month <= 2 ? year - 1 : year;
  const era = Math.floor(shifted / 400);
  const yearOfEra = shifted - era * 400;
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  return (
    era * 146_097 + yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear - 719_468
  );
};

/** `YYYY-MM-DD` at the start of `text` → its day number, or NaN when there is no such date. */
const dayAt = (text: string): number => {
  if (text.charCodeAt(4) !== 45 || text.charCodeAt(7) !== 45) return Number.NaN;
  const year = digits(text, 0, 4);
  const month = digits(text, 5, 7);
  const day = digits(text, 8, 10);
  return day >= 1 && day <= lengthOfMonth(year, month) ? dayNumber(year, month, day) : Number.NaN;
};

/** `HH:MM` at `start` → minutes, or NaN. */
const minutesAt = (text: string, start: number): number => {
  const hours = digits(text, start, start + 2);
  const minutes = digits(text, start + 3, start + 5);
  return hours <= 23 && minutes <= 59 && text.charCodeAt(start + 2) === 58 ? hours * 60 + minutes : Number.NaN;
};

/** `Z` or an offset from `start` to the end of the text → minutes east of UTC, or NaN. */
const offsetAt = (text: string, start: number): number => {
  const sign = text[start];
  if (sign === 'Z' || sign === 'z') return text.length === start + 1 ? 0 : Number.NaN;
  if ((sign !== '+' && sign !== '-') || text.length !== start + 6) return Number.NaN;
  return sign === '+' ? minutesAt(text, start + 1) : -minutesAt(text, start + 1);
};

/** Whether `text` is a date of the calendar, `YYYY-MM-DD`. */
export const isDate = (text: string): boolean => text.length === 10 && !Number.isNaN(dayAt(text));

/**
 * RFC 3339 date-time → instant; fractions are cut to milliseconds. Undefined for anything else: dates that do not
 * exist, times without an offset, leap seconds.
 */
export const parseInstant = (text: string): Instant | undefined => {
  const separator = text[10];
  if ((separator !== 'T' && separator !== 't') || text.charCodeAt(16) !== 58) return undefined;
  const seconds = digits(text, 17, 19);
  if (!(seconds <= 59)) return undefined;
  let end = 19;
  let fraction = 0;
  if (text[19] === '.') {
    end = 20;
    while (digits(text, end, end + 1) >= 0) end++;
    if (end === 20) return undefined;
    fraction = digits(text, 20, Math.min(end, 23)) * [0, 100, 10, 1][Math.min(end - 20, 3)]!;
  }
  const minutes = minutesAt(text, 11) - offsetAt(text, end);
  const at = dayAt(text) * dayMs + minutes * minuteMs + seconds * 1000 + fraction;
  return Number.isNaN(at) ? undefined : at;
};

const two = (value: number): string => (value < 10 ? `0${value}` : `${value}`);
const three = (value: number): string => (value < 100 ? `0${two(value)}` : `${value}`);
const four = (value: number): string => (value < 1000 ? `0${three(value)}` : `${value}`);

/** Whether RFC 3339 can write the instant: the years 0 to 9999. */
export const isWritableInstant = (at: Instant): boolean => at >= firstInstant && at <= lastInstant;

/** Instant → RFC 3339 in UTC with milliseconds, as sortable text. Throws a RangeError outside the years 0 to 9999. */
export const formatInstant = (at: Instant): string => {
  if (!isWritableInstant(at)) throw new RangeError(`expected an instant of the years 0 to 9999, got ${at}`);
  const days = Math.floor(at / dayMs);
  const rest = Math.floor(at - days * dayMs);
  const shifted = days + 719_468;
  const era = Math.floor(shifted / 146_097);
  const dayOfEra = shifted - era * 146_097;
  const centuries = Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096);
  const yearOfEra = Math.floor((dayOfEra - Math.floor(dayOfEra / 1460) + centuries) / 365);
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const shiftedMonth = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * shiftedMonth + 2) / 5) + 1;
  const month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const time = `${two(Math.floor(rest / 3_600_000))}:${two(Math.floor(rest / minuteMs) % 60)}:${two(Math.floor(rest / 1000) % 60)}`;
  return `${four(year)}-${two(month)}-${two(day)}T${time}.${three(rest % 1000)}Z`;
};

import { describe, expect, it } from '@jest/globals';
import { compileCalendar } from './compile-calendar.ts';
import { emptyDefinition, hospitalDefinition, hourMs } from './sample-calendars.fixture.ts';
import type { CalendarDefinition, WorkingCalendar } from './working-calendar.ts';

const dayMs = 24 * hourMs;
const utc = (text: string): number => Date.parse(text);
/** Where a page of 364 days begins: 08:00 of the same day in the hospital, 14:00 of the day before in Honolulu. */
const edge = utc('2026-10-22T00:00:00Z');
/** 17:30 in the hospital. */
const lastEnd = edge - 14.5 * hourMs;
const hospital = compileCalendar(hospitalDefinition);
const calendarIn = (offsetMinutes: number, special: CalendarDefinition['special']): WorkingCalendar =>
  compileCalendar({ ...emptyDefinition, transitions: [{ at: 0, offsetMinutes }], special });

describe('where one page ends and the next begins', () => {
  it('a shift that began two local days before goes on', () => {
    const honolulu = calendarIn(-600, { '2026-10-20': [['15:00', '14:30']] });
    expect(edge % (364 * dayMs)).toBe(0);
    expect(honolulu.next(edge)).toBe(edge);
    expect(honolulu.between(edge, edge + dayMs)).toBe(hourMs / 2);
    expect(honolulu.intervals(edge - 2 * dayMs, edge + 2 * dayMs)).toEqual([
      { from: utc('2026-10-21T01:00:00Z'), until: edge + hourMs / 2 },
    ]);
  });

  it('a shift of the new local day has begun', () => {
    const shanghai = calendarIn(480, { '2026-10-22': [['00:00', '09:00']] });
    expect(shanghai.intervals(edge - dayMs, edge + dayMs)).toEqual([{ from: edge - 8 * hourMs, until: edge + hourMs }]);
    expect(shanghai.between(0, edge + dayMs)).toBe(9 * hourMs);
    expect(shanghai.add(edge - dayMs, 9 * hourMs)).toBe(edge + hourMs);
    expect(shanghai.subtract(edge + dayMs, 9 * hourMs)).toBe(edge - 8 * hourMs);
  });

  it('work is done at the end of the last shift, and starts at the start of the first', () => {
    expect(hospital.add(lastEnd - hourMs, hourMs)).toBe(lastEnd);
    expect(hospital.add(lastEnd - hourMs, hourMs + 1)).toBe(edge + 1);
    expect(hospital.subtract(edge + hourMs, hourMs)).toBe(edge);
    expect(hospital.subtract(edge + hourMs, hourMs + 1)).toBe(lastEnd - 1);
    expect(hospital.between(lastEnd - hourMs, edge + hourMs)).toBe(2 * hourMs);
    expect(hospital.next(lastEnd)).toBe(edge);
  });

  it('nothing is listed that would be empty', () => {
    expect(hospital.intervals(lastEnd, edge)).toEqual([]);
    expect(hospital.intervals(edge, edge)).toEqual([]);
    expect(hospital.intervals(edge + 4 * hourMs, edge + 6 * hourMs)).toEqual([]);
  });
});

describe('a calendar that is closed for years', () => {
  const firstDay = utc('2027-01-01');
  const closedOn = (day: number): string => new Date(firstDay + day * dayMs).toISOString().slice(0, 10);
  const daysOff = Array.from({ length: 3 * 365 }, (_, day) => closedOn(day));
  const closed = compileCalendar({ ...hospitalDefinition, daysOff, extraWorkdays: {} });

  it('has its hours before them and after', () => {
    const [before, after] = [utc('2025-06-02T00:00:00Z'), utc('2031-06-02T00:00:00Z')];
    const worked = closed.between(before, after);
    expect(closed.subtract(after, worked)).toBe(before);
    expect(closed.add(before, worked)).toBe(utc('2031-05-30T09:30:00Z'));
    expect(closed.between(utc('2027-01-01T00:00:00+08:00'), utc('2030-01-01T00:00:00+08:00'))).toBe(7.5 * hourMs);
  });
});

describe('the ends of time', () => {
  const hours = [['00:00', '24:00']] as const;
  const weekly = { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: hours, sun: hours };
  const always = compileCalendar({ ...emptyDefinition, weekly });

  it('are worked like any other time', () => {
    expect(always.next(8.64e15)).toBe(8.64e15);
    expect(always.next(-8.64e15)).toBe(-8.64e15);
    expect(always.between(-8.64e15, -8.64e15 + hourMs)).toBe(hourMs);
    expect(always.between(8.64e15 - hourMs, 8.64e15)).toBe(hourMs);
    expect(always.next(9e15)).toBeUndefined();
  });
});

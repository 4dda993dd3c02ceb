import { describe, expect, it } from '@jest/globals';
import { allOf } from './combine-calendars.ts';
import { compileCalendar } from './compile-calendar.ts';
import { berlinTransitions, emptyDefinition, hospitalDefinition, hourMs } from './sample-calendars.fixture.ts';
import { shiftEnd } from './shift-end.ts';
import { withAbsences } from './with-absences.ts';
import type { CalendarDefinition, WorkingCalendar } from './working-calendar.ts';

const at = (text: string): number => Date.parse(`2026-${text.replace(' ', 'T')}:00+08:00`);
const utc = (text: string): number => Date.parse(text);
const hospital = compileCalendar(hospitalDefinition);
const calendarOf = (parts: Partial<CalendarDefinition>): WorkingCalendar =>
  compileCalendar({ ...emptyDefinition, ...parts });

const everyDay = (hours: readonly (readonly [string, string])[]): CalendarDefinition['weekly'] => ({
  mon: hours,
  tue: hours,
  wed: hours,
  thu: hours,
  fri: hours,
  sat: hours,
  sun: hours,
});

describe('the end of a shift', () => {
  it('is that of the day, lunch included', () => {
    for (const time of ['08:00', '11:59', '12:00', '13:00', '14:00', '17:29']) {
      expect(shiftEnd(hospital, at(`09-22 ${time}`))).toBe(at('09-22 17:30'));
    }
  });

  it('is that of the next shift before, between and at the very end of shifts', () => {
    expect(shiftEnd(hospital, at('09-22 07:59'))).toBe(at('09-22 17:30'));
    expect(shiftEnd(hospital, at('09-22 17:30'))).toBe(at('09-23 17:30'));
    expect(shiftEnd(hospital, at('09-30 18:00'))).toBe(at('10-08 17:30'));
  });

  it('comes after a pause of three hours, and before one of a minute more', () => {
    const long = calendarOf({
      special: {
        '2026-09-22': [
          ['08:00', '12:00'],
          ['15:00', '18:00'],
        ],
      },
    });
    const longer = calendarOf({
      special: {
        '2026-09-22': [
          ['08:00', '12:00'],
          ['15:01', '18:00'],
        ],
      },
    });
    expect(shiftEnd(long, at('09-22 09:00'))).toBe(at('09-22 18:00'));
    expect(shiftEnd(longer, at('09-22 09:00'))).toBe(at('09-22 12:00'));
    expect(shiftEnd(longer, at('09-22 12:00'))).toBe(at('09-22 18:00'));
  });

  it('lies on the next day of a night shift, an hour later where the clock repeats one', () => {
    const nights = calendarOf({ transitions: berlinTransitions, weekly: everyDay([['22:00', '06:00']]) });
    expect(shiftEnd(nights, utc('2026-10-20T21:00:00Z'))).toBe(utc('2026-10-21T04:00:00Z'));
    expect(shiftEnd(nights, utc('2026-10-24T20:00:00Z'))).toBe(utc('2026-10-25T05:00:00Z'));
  });

  it('lies days away where shifts follow each other around the clock', () => {
    const hours = [['00:00', '24:00']] as const;
    const week = calendarOf({ weekly: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours } });
    expect(shiftEnd(week, at('09-21 03:00'))).toBe(at('09-26 00:00'));
    const breaks = calendarOf({ weekly: everyDay([['03:00', '24:00']]), special: { '2034-05-06': [] } });
    expect(shiftEnd(breaks, at('09-21 03:00'))).toBe(utc('2034-05-05T16:00:00Z'));
  });

  it('is the last moment before an absence', () => {
    const away = withAbsences(hospital, [{ from: at('09-22 11:00'), until: at('09-24 00:00') }]);
    expect(shiftEnd(away, at('09-22 09:00'))).toBe(at('09-22 11:00'));
    expect(shiftEnd(away, at('09-22 11:00'))).toBe(at('09-24 17:30'));
    const dentist = withAbsences(hospital, [{ from: at('09-22 09:00'), until: at('09-22 11:00') }]);
    expect(shiftEnd(dentist, at('09-22 08:30'))).toBe(at('09-22 17:30'));
  });

  it('never comes without working time, nor without a pause in ten years', () => {
    expect(shiftEnd(calendarOf({}), at('09-22 09:00'))).toBeUndefined();
    expect(shiftEnd(allOf([]), at('09-22 09:00'))).toBeUndefined();
    expect(shiftEnd(calendarOf({ weekly: everyDay([['00:00', '24:00']]) }), at('09-22 09:00'))).toBeUndefined();
    expect(shiftEnd(calendarOf({ weekly: everyDay([['03:00', '24:00']]) }), at('09-22 09:00'))).toBeUndefined();
    const once = calendarOf({ special: { '2026-09-22': [['08:00', '09:00']] } });
    expect(shiftEnd(once, at('09-22 08:00'))).toBe(at('09-22 09:00'));
    expect(shiftEnd(once, at('09-22 09:00'))).toBeUndefined();
    expect(shiftEnd(hospital, Number.NaN)).toBeUndefined();
    expect(shiftEnd(hospital, at('09-22 09:00'))! - at('09-22 08:00')).toBe(9.5 * hourMs);
  });
});

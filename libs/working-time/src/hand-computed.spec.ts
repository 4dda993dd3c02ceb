import { describe, expect, it } from '@jest/globals';
import { compileCalendar } from './compile-calendar.ts';
import { berlinTransitions, emptyDefinition, hospitalDefinition, hourMs } from './sample-calendars.fixture.ts';
import type { CalendarDefinition, WorkingCalendar } from './working-calendar.ts';

/** `09-22 14:05` of 2026 in the hospital. */
const at = (text: string): number => Date.parse(`2026-${text.replace(' ', 'T')}:00+08:00`);
const local = (text: string): number => Date.parse(`${text.replace(' ', 'T')}:00+08:00`);
const utc = (text: string): number => Date.parse(text);
const hospital = compileCalendar(hospitalDefinition);
const hospitalWith = (parts: Partial<CalendarDefinition>): WorkingCalendar =>
  compileCalendar({ ...hospitalDefinition, ...parts });

describe('a holiday', () => {
  it('on a weekend changes nothing', () => {
    const plain = hospitalWith({ daysOff: [] });
    const weekend = hospitalWith({ daysOff: ['2026-11-14', '2026-11-15'] });
    expect(weekend.add(at('11-13 16:30'), 2 * hourMs)).toBe(at('11-16 09:00'));
    expect(weekend.subtract(at('11-16 09:00'), 2 * hourMs)).toBe(at('11-13 16:30'));
    expect(weekend.between(at('11-09 00:00'), at('11-23 00:00'))).toBe(10 * 7.5 * hourMs);
    expect(weekend.intervals(at('11-01 00:00'), at('12-01 00:00'))).toEqual(
      plain.intervals(at('11-01 00:00'), at('12-01 00:00')),
    );
  });

  it('on a weekend that is worked takes that shift, and the night that ends in it stays', () => {
    const nights = compileCalendar({
      ...emptyDefinition,
      weekly: { fri: [['22:00', '06:00']], sat: [['22:00', '06:00']], sun: [['22:00', '06:00']] },
      daysOff: ['2026-11-14'],
    });
    expect(nights.intervals(at('11-13 00:00'), at('11-17 00:00'))).toEqual([
      { from: at('11-13 22:00'), until: at('11-14 06:00') },
      { from: at('11-15 22:00'), until: at('11-16 06:00') },
    ]);
  });

  it('inside a pause takes nothing from the budget that the pause keeps', () => {
    const budget = 8 * hourMs;
    const [startedAt, pausedAt, resumedAt] = [at('09-30 14:00'), at('09-30 16:00'), at('10-08 10:00')];
    const left = budget - hospital.between(startedAt, pausedAt);
    expect(left).toBe(6 * hourMs);
    expect(hospital.add(resumedAt, left)).toBe(at('10-09 08:30'));
    expect(hospital.between(pausedAt, resumedAt)).toBe(3.5 * hourMs);
    expect(hospital.add(startedAt, budget)).toBe(at('10-08 14:30'));
  });

  it('holds a pause that begins and ends in it at what was left when it began', () => {
    const left = 8 * hourMs - hospital.between(at('09-30 14:00'), at('10-02 09:00'));
    expect(left).toBe(4.5 * hourMs);
    expect(hospital.add(at('10-05 09:00'), left)).toBe(hospital.add(at('10-08 00:00'), left));
    expect(hospital.add(at('10-05 09:00'), left)).toBe(at('10-08 14:30'));
  });
});

describe('a half-day', () => {
  const halfDay = hospitalWith({ special: { '2026-12-24': [['08:00', '12:00']] } });

  it('ends at noon', () => {
    expect(halfDay.add(at('12-24 11:00'), hourMs)).toBe(at('12-24 12:00'));
    expect(halfDay.add(at('12-24 11:00'), 2 * hourMs)).toBe(at('12-25 09:00'));
    expect(halfDay.subtract(at('12-25 09:00'), 2 * hourMs)).toBe(at('12-24 11:00'));
    expect(halfDay.next(at('12-24 12:00'))).toBe(at('12-25 08:00'));
    expect(halfDay.between(at('12-24 00:00'), at('12-25 00:00'))).toBe(4 * hourMs);
  });
});

describe('a make-up day', () => {
  it('carries work over the weekend in which it lies', () => {
    expect(hospital.add(at('10-09 16:30'), 2 * hourMs)).toBe(at('10-10 09:00'));
    expect(hospital.add(at('10-10 16:30'), 2 * hourMs)).toBe(at('10-12 09:00'));
    expect(hospital.subtract(at('10-12 09:00'), 2 * hourMs)).toBe(at('10-10 16:30'));
    expect(hospital.between(at('10-09 00:00'), at('10-12 00:00'))).toBe(2 * 7.5 * hourMs);
  });

  it('takes the hours of the weekday that it names, even none', () => {
    const calendar = compileCalendar({
      ...emptyDefinition,
      weekly: { mon: [['08:00', '09:00']], fri: [['10:00', '11:30']] },
      extraWorkdays: { '2026-11-14': 'fri', '2026-11-16': 'tue' },
    });
    expect(calendar.intervals(at('11-14 00:00'), at('11-17 00:00'))).toEqual([
      { from: at('11-14 10:00'), until: at('11-14 11:30') },
    ]);
  });
});

describe('the last date of publication', () => {
  it('is certain to its last millisecond, in the calendar’s own zone', () => {
    const newYork = compileCalendar({
      ...emptyDefinition,
      transitions: [{ at: 0, offsetMinutes: -300 }],
      validThrough: '2026-12-31',
    });
    expect(newYork.isProvisional(utc('2027-01-01T04:59:59.999Z'))).toBe(false);
    expect(newYork.isProvisional(utc('2027-01-01T05:00:00.000Z'))).toBe(true);
    expect(hospital.isProvisional(utc('2026-12-31T15:59:59.999Z'))).toBe(false);
    expect(hospital.isProvisional(utc('2026-12-31T16:00:00.000Z'))).toBe(true);
  });

  it('ends in the middle of its night shift', () => {
    const nights = hospitalWith({ weekly: { thu: [['22:00', '06:00']] } });
    const end = nights.add(at('12-31 22:00'), 4 * hourMs)!;
    expect(end).toBe(local('2027-01-01 02:00'));
    expect(nights.isProvisional(at('12-31 23:59'))).toBe(false);
    expect(nights.isProvisional(end)).toBe(true);
  });

  it('leaves a deadline beyond it by weekly hours, and provisional', () => {
    const due = hospital.add(at('12-31 16:30'), 2 * hourMs)!;
    expect(due).toBe(local('2027-01-01 09:00'));
    expect(hospital.isProvisional(due)).toBe(true);
  });
});

describe('a night shift over a clock change', () => {
  const nights = compileCalendar({
    ...emptyDefinition,
    transitions: berlinTransitions,
    weekly: { sat: [['22:00', '06:00']] },
  });

  it('is an hour longer where the clock repeats one', () => {
    const start = utc('2026-10-24T20:00:00Z');
    expect(nights.between(start, utc('2026-10-25T12:00:00Z'))).toBe(9 * hourMs);
    expect(nights.add(start, 8 * hourMs)).toBe(utc('2026-10-25T04:00:00Z'));
    expect(nights.add(start, 9 * hourMs)).toBe(utc('2026-10-25T05:00:00Z'));
    expect(nights.subtract(utc('2026-10-25T05:00:00Z'), 9 * hourMs)).toBe(start);
  });

  it('is an hour shorter where the clock skips one', () => {
    const start = utc('2027-03-27T21:00:00Z');
    expect(nights.between(start, utc('2027-03-28T12:00:00Z'))).toBe(7 * hourMs);
    expect(nights.add(start, 7 * hourMs)).toBe(utc('2027-03-28T04:00:00Z'));
    expect(nights.add(start, 8 * hourMs)).toBe(utc('2027-04-03T21:00:00Z'));
    expect(nights.subtract(utc('2027-04-03T21:00:00Z'), 8 * hourMs)).toBe(start);
  });
});

describe('a leap day', () => {
  it('is worked when its weekday is', () => {
    expect(hospital.add(local('2028-02-28 16:30'), 2 * hourMs)).toBe(local('2028-02-29 09:00'));
    expect(hospital.add(local('2028-02-29 16:30'), 2 * hourMs)).toBe(local('2028-03-01 09:00'));
    expect(hospital.between(local('2028-02-28 00:00'), local('2028-03-02 00:00'))).toBe(3 * 7.5 * hourMs);
  });

  it('can be a day off', () => {
    const calendar = hospitalWith({ daysOff: ['2028-02-29'] });
    expect(calendar.add(local('2028-02-28 16:30'), 2 * hourMs)).toBe(local('2028-03-01 09:00'));
  });

  it('is missing in the years that are none', () => {
    expect(hospital.add(local('2027-02-26 16:30'), 2 * hourMs)).toBe(local('2027-03-01 09:00'));
    expect(hospital.next(local('2100-02-28 00:00'))).toBe(local('2100-03-01 08:00'));
    expect(hospital.next(local('2000-02-28 18:00'))).toBe(local('2000-02-29 08:00'));
  });
});

import { describe, expect, it } from '@jest/globals';
import { allOf, anyOf } from './combine-calendars.ts';
import { compileCalendar } from './compile-calendar.ts';
import { emptyDefinition, hospitalDefinition, hourMs } from './sample-calendars.fixture.ts';
import { withAbsences } from './with-absences.ts';
import type { CalendarDefinition, WorkingCalendar } from './working-calendar.ts';

const at = (text: string): number => Date.parse(`2026-${text.replace(' ', 'T')}:00+08:00`);
const utc = (text: string): number => Date.parse(text);

const dayIn = (from: string, until: string, parts: Partial<CalendarDefinition> = {}): WorkingCalendar => {
  const hours = [[from, until]] as const;
  return compileCalendar({ ...emptyDefinition, weekly: { mon: hours, tue: hours, wed: hours }, ...parts });
};

const hospital = compileCalendar(hospitalDefinition);
const early = dayIn('06:00', '14:00');
const late = dayIn('13:00', '21:00');
const alwaysOpen: WorkingCalendar = {
  next: (instant) => instant,
  add: (instant, duration) => instant + duration,
  subtract: (instant, duration) => instant - duration,
  between: (from, until) => Math.max(0, until - from),
  intervals: (from, until) => (until > from ? [{ from, until }] : []),
  isProvisional: () => true,
};

describe('a team', () => {
  const team = anyOf([early, late]);

  it('works when any member does, an hour of both once', () => {
    expect(team.intervals(at('09-21 00:00'), at('09-23 00:00'))).toEqual([
      { from: at('09-21 06:00'), until: at('09-21 21:00') },
      { from: at('09-22 06:00'), until: at('09-22 21:00') },
    ]);
    expect(team.between(at('09-21 12:00'), at('09-21 15:00'))).toBe(3 * hourMs);
    expect(team.add(at('09-21 12:00'), 10 * hourMs)).toBe(at('09-22 07:00'));
    expect(team.subtract(at('09-22 07:00'), 10 * hourMs)).toBe(at('09-21 12:00'));
    expect(team.next(at('09-23 21:00'))).toBe(at('09-28 06:00'));
  });

  it('works on while one member is away, and not while all are', () => {
    const away = [{ from: at('09-21 00:00'), until: at('09-23 00:00') }];
    expect(anyOf([withAbsences(early, away), late]).next(at('09-21 07:00'))).toBe(at('09-21 13:00'));
    expect(anyOf([withAbsences(early, away), withAbsences(late, away)]).next(at('09-21 07:00'))).toBe(
      at('09-23 06:00'),
    );
  });

  it('ends with the last member who leaves for good', () => {
    const gone = (from: string) => withAbsences(early, [{ from: at(from), until: Infinity }]);
    const leaving = anyOf([gone('09-21 08:00'), gone('09-22 07:00')]);
    expect(leaving.between(at('09-21 00:00'), utc('2999-01-01T00:00:00Z'))).toBe(9 * hourMs);
    expect(leaving.next(at('09-22 07:00'))).toBeUndefined();
    expect(leaving.next(0)).toBe(utc('1970-01-05T06:00:00+08:00'));
    expect(leaving.add(at('09-21 00:00'), 9 * hourMs + 1)).toBeUndefined();
    expect(leaving.subtract(utc('2999-01-01T00:00:00Z'), hourMs)).toBe(at('09-22 06:00'));
  });

  it('returns with a member who was away since ever', () => {
    const back = withAbsences(early, [{ from: -Infinity, until: at('09-22 07:00') }]);
    const returning = allOf([back, hospital]);
    expect(returning.next(0)).toBe(at('09-22 08:00'));
    expect(returning.next(utc('2099-01-05T00:00:00Z'))).toBe(utc('2099-01-05T08:00:00+08:00'));
    expect(returning.subtract(at('09-22 12:00'), 4 * hourMs)).toBe(at('09-22 08:00'));
    expect(returning.subtract(at('09-22 12:00'), 4 * hourMs + 1)).toBeUndefined();
  });

  it('never works without members', () => {
    for (const nobody of [anyOf([]), allOf([])]) {
      expect(nobody.next(0)).toBeUndefined();
      expect(nobody.add(0, 1)).toBeUndefined();
      expect(nobody.subtract(0, 1)).toBeUndefined();
      expect(nobody.between(0, at('09-22 00:00'))).toBe(0);
      expect(nobody.isProvisional(at('09-22 00:00'))).toBe(false);
    }
  });

  it('is its only member, however often named', () => {
    expect(anyOf([early])).toBe(early);
    expect(allOf([late, late])).toBe(late);
  });

  it('is provisional as soon as one member is', () => {
    const short = dayIn('06:00', '14:00', { validThrough: '2026-09-30' });
    for (const combined of [anyOf([early, short]), allOf([short, early])]) {
      expect(combined.isProvisional(at('09-30 23:59'))).toBe(false);
      expect(combined.isProvisional(at('10-01 00:00'))).toBe(true);
    }
  });

  it('may hold teams and calendars made elsewhere', () => {
    const open = anyOf([team, alwaysOpen]);
    expect(open.add(at('09-26 12:00'), 800 * 24 * hourMs)).toBe(at('09-26 12:00') + 800 * 24 * hourMs);
    expect(open.intervals(at('09-26 12:00'), utc('2029-01-01T00:00:00Z'))).toEqual([
      { from: at('09-26 12:00'), until: utc('2029-01-01T00:00:00Z') },
    ]);
    expect(open.isProvisional(0)).toBe(true);
    const foreign: WorkingCalendar = { ...alwaysOpen, intervals: (from, until) => hospital.intervals(from, until) };
    for (const same of [allOf([alwaysOpen, hospital]), allOf([alwaysOpen, foreign])]) {
      expect(same.intervals(at('09-21 00:00'), at('10-31 00:00'))).toEqual(
        hospital.intervals(at('09-21 00:00'), at('10-31 00:00')),
      );
    }
    expect(anyOf([allOf([early, late]), hospital]).between(at('09-21 00:00'), at('09-22 00:00'))).toBe(8.5 * hourMs);
  });
});

describe('people who meet', () => {
  const both = allOf([early, late]);

  it('work while all of them do', () => {
    expect(both.intervals(at('09-21 00:00'), at('09-23 00:00'))).toEqual([
      { from: at('09-21 13:00'), until: at('09-21 14:00') },
      { from: at('09-22 13:00'), until: at('09-22 14:00') },
    ]);
    expect(both.add(at('09-21 00:00'), 2.5 * hourMs)).toBe(at('09-23 13:30'));
  });

  it('never do when their hours do not meet', () => {
    const nights = dayIn('22:00', '05:00', { special: { '2027-03-03': [['07:00', '08:00']] } });
    const apart = allOf([early, nights, alwaysOpen]);
    expect(allOf([early, nights]).next(utc('2027-03-03T00:00:00Z'))).toBeUndefined();
    expect(allOf([early, nights]).next(0)).toBe(utc('2027-03-02T23:00:00Z'));
    expect(apart.between(at('09-21 00:00'), utc('2027-03-10T00:00:00Z'))).toBe(hourMs);
    expect(allOf([early, dayIn('22:00', '05:00')]).add(0, hourMs)).toBeUndefined();
  });
});

import { describe, expect, it } from '@jest/globals';
import { berlinTransitions, emptyDefinition, hospitalDefinition, hourMs } from './sample-calendars.fixture.ts';
import { compileCalendar } from './compile-calendar.ts';
import type { CalendarDefinition } from './working-calendar.ts';

/** `09-22 14:05` of 2026 in the hospital. */
const at = (text: string): number => Date.parse(`2026-${text.replace(' ', 'T')}:00+08:00`);
const hospital = compileCalendar(hospitalDefinition);
const utc = (text: string): number => Date.parse(text);

const nightly = (definition: Partial<CalendarDefinition>) =>
  compileCalendar({ ...emptyDefinition, transitions: berlinTransitions, ...definition });

describe('the hospital calendar', () => {
  it('carries an accept budget over the night', () => {
    expect(hospital.add(at('09-22 14:05'), 4 * hourMs)).toBe(at('09-23 08:35'));
  });

  it('walks back from the need-by to the latest start of each leg', () => {
    const hours = [1, 3, 15, 1, 3, 4, 2, 2, 4];
    const starts: number[] = [];
    let cursor = at('09-30 17:00');
    for (const typical of hours) {
      cursor = hospital.subtract(cursor, typical * hourMs)!;
      starts.push(cursor);
    }
    const expected = ['09-30 16:00', '09-30 11:00', '09-28 11:00', '09-28 10:00', '09-24 16:30', '09-24 10:30'];
    expect(starts).toEqual([...expected, '09-24 08:30', '09-23 16:00', '09-23 10:00'].map(at));
  });

  it('is closed over the holiday and open on the make-up day', () => {
    expect(hospital.next(at('09-30 17:30'))).toBe(at('10-08 08:00'));
    expect(hospital.between(at('09-30 16:30'), at('10-08 09:00'))).toBe(2 * hourMs);
    expect(hospital.between(at('10-10 00:00'), at('10-12 00:00'))).toBe(7.5 * hourMs);
    expect(hospital.add(at('09-30 16:30'), 2 * hourMs)).toBe(at('10-08 09:00'));
  });

  it('ends a shift at its end and starts it at its start', () => {
    expect(hospital.add(at('09-22 11:00'), hourMs)).toBe(at('09-22 12:00'));
    expect(hospital.subtract(at('09-22 15:00'), hourMs)).toBe(at('09-22 14:00'));
    expect(hospital.add(at('09-22 13:00'), 0)).toBe(at('09-22 13:00'));
    expect(hospital.subtract(at('09-22 13:00'), 0)).toBe(at('09-22 13:00'));
  });

  it('lists the working intervals of a span, cut to it', () => {
    expect(hospital.intervals(at('09-24 15:00'), at('09-28 09:00'))).toEqual([
      { from: at('09-24 15:00'), until: at('09-24 17:30') },
      { from: at('09-28 08:00'), until: at('09-28 09:00') },
    ]);
    expect(hospital.intervals(at('10-01 00:00'), at('10-08 00:00'))).toEqual([]);
  });

  it('goes on with the weekly hours beyond its last date, and says that this is provisional', () => {
    expect(hospital.isProvisional(utc('2026-12-31T23:59:00+08:00'))).toBe(false);
    expect(hospital.isProvisional(utc('2027-01-01T00:00:00+08:00'))).toBe(true);
    expect(hospital.next(utc('2099-01-04T00:00:00+08:00'))).toBe(utc('2099-01-05T08:00:00+08:00'));
  });

  it('refuses dates and times that are none', () => {
    expect(() => compileCalendar({ ...hospitalDefinition, validThrough: 'soon' })).toThrow(
      /such as 2026-09-30, got "soon"/,
    );
    expect(() => compileCalendar({ ...hospitalDefinition, weekly: { mon: [['8', '12:00']] } })).toThrow(
      /08:00, got "8"/,
    );
  });
});

describe('far from today', () => {
  it('answers over thousands of years', () => {
    expect(hospital.between(utc('2027-01-04T00:00:00Z'), utc('9027-01-04T00:00:00Z'))).toBeGreaterThan(
      7000 * 260 * 7.4 * hourMs,
    );
    expect(hospital.add(utc('2027-01-04T00:00:00+08:00'), 52 * 5 * 7.5 * hourMs)).toBe(
      utc('2027-12-31T17:30:00+08:00'),
    );
    expect(hospital.subtract(utc('2026-01-05T08:00:00+08:00'), 5 * 7.5 * hourMs)).toBe(
      utc('2025-12-29T08:00:00+08:00'),
    );
  });

  it('is never done when the time runs out', () => {
    expect(hospital.add(at('09-22 08:00'), Number.MAX_VALUE)).toBeUndefined();
    expect(hospital.subtract(at('09-22 08:00'), Infinity)).toBeUndefined();
  });

  it('survives instants that are none', () => {
    const fresh = compileCalendar(hospitalDefinition);
    for (const none of [Infinity, NaN, 1e300]) {
      expect(fresh.add(none, 1)).toBeUndefined();
      expect(fresh.between(none, none + 1)).toBe(0);
    }
    expect(fresh.add(at('09-22 14:05'), 4 * hourMs)).toBe(at('09-23 08:35'));
  });

  it('answers never, and does not loop, without any working time', () => {
    const nobody = compileCalendar(emptyDefinition);
    expect(nobody.next(at('09-22 08:00'))).toBeUndefined();
    expect(nobody.add(at('09-22 08:00'), 1)).toBeUndefined();
    expect(nobody.subtract(at('09-22 08:00'), 1)).toBeUndefined();
    expect(nobody.between(0, utc('9999-12-31T00:00:00Z'))).toBe(0);
    expect(nobody.intervals(0, at('09-22 08:00'))).toEqual([]);
  });

  it('finds the only working day, however far, from both sides', () => {
    const once = compileCalendar({ ...emptyDefinition, special: { '2345-06-07': [['09:00', '10:00']] } });
    const start = utc('2345-06-07T09:00:00+08:00');
    expect(once.next(0)).toBe(start);
    expect(once.add(0, hourMs)).toBe(start + hourMs);
    expect(once.add(0, hourMs + 1)).toBeUndefined();
    expect(once.subtract(utc('2800-01-01T00:00:00Z'), hourMs)).toBe(start);
    expect(once.between(0, utc('2800-01-01T00:00:00Z'))).toBe(hourMs);
    expect(once.next(start + hourMs)).toBeUndefined();
  });
});

describe('clock changes', () => {
  it('works a repeated hour twice and a skipped one not at all', () => {
    const night = { special: { '2026-10-25': [['01:00', '04:00']], '2027-03-28': [['01:00', '04:00']] } } as const;
    const calendar = nightly(night);
    expect(calendar.intervals(utc('2026-10-24T12:00:00Z'), utc('2026-10-26T00:00:00Z'))).toEqual([
      { from: utc('2026-10-24T23:00:00Z'), until: utc('2026-10-25T03:00:00Z') },
    ]);
    expect(calendar.between(utc('2027-03-27T00:00:00Z'), utc('2027-03-29T00:00:00Z'))).toBe(2 * hourMs);
  });

  it('splits a shift that lies inside the repeated hour', () => {
    const calendar = nightly({ special: { '2026-10-25': [['02:00', '02:30']] } });
    expect(calendar.intervals(utc('2026-10-24T12:00:00Z'), utc('2026-10-26T00:00:00Z'))).toEqual([
      { from: utc('2026-10-25T00:00:00Z'), until: utc('2026-10-25T00:30:00Z') },
      { from: utc('2026-10-25T01:00:00Z'), until: utc('2026-10-25T01:30:00Z') },
    ]);
  });

  it('has no working time on a day that the zone skips', () => {
    const apia = [
      { at: 0, offsetMinutes: -600 },
      { at: utc('2011-12-30T10:00:00Z'), offsetMinutes: 840 },
    ];
    const calendar = nightly({ transitions: apia, special: { '2011-12-30': [['00:00', '24:00']] } });
    expect(calendar.next(0)).toBeUndefined();
  });
});

describe('shifts', () => {
  it('belong to the day on which they start, count once where they overlap', () => {
    const calendar = compileCalendar({
      ...emptyDefinition,
      weekly: { mon: [['22:00', '06:00']], tue: [['05:00', '07:00']] },
      daysOff: ['2026-09-29'],
    });
    expect(calendar.intervals(at('09-21 00:00'), at('09-26 00:00'))).toEqual([
      { from: at('09-21 22:00'), until: at('09-22 07:00') },
    ]);
    expect(calendar.between(at('09-28 00:00'), at('10-01 00:00'))).toBe(8 * hourMs);
  });

  it('last a whole day when they end when they start', () => {
    const guard = compileCalendar({ ...emptyDefinition, weekly: { mon: [['08:00', '08:00']] } });
    expect(guard.intervals(at('09-21 00:00'), at('09-26 00:00'))).toEqual([
      { from: at('09-21 08:00'), until: at('09-22 08:00') },
    ]);
  });

  it('prefer a date of its own to a day off, that to an extra workday', () => {
    const calendar = compileCalendar({
      ...hospitalDefinition,
      daysOff: ['2026-09-22', '2026-09-26'],
      extraWorkdays: { '2026-09-26': 'mon' },
      special: { '2026-09-22': [['09:00', '10:00']] },
    });
    expect(calendar.between(at('09-22 00:00'), at('09-23 00:00'))).toBe(hourMs);
    expect(calendar.between(at('09-26 00:00'), at('09-27 00:00'))).toBe(0);
  });
});

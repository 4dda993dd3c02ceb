import { describe, expect, it } from '@jest/globals';
import { dayMs, dayOf, minuteMs, timeOfDay, weekdayOf, weekdays } from './local-time.ts';

describe('local dates', () => {
  it.each([1899, 1900, 1969, 1970, 1999, 2000, 2026, 2028, 2099, 2100])(
    'of %i count as the platform counts them',
    (year) => {
      const [first, last] = [Date.UTC(year, 0, 1) / dayMs, Date.UTC(year, 11, 31) / dayMs];
      const days = Array.from({ length: last - first + 1 }, (_, index) => first + index);
      expect(days.map((day) => dayOf(new Date(day * dayMs).toISOString().slice(0, 10)))).toEqual(days);
    },
  );

  it('reach from the year 0 to the year 9999', () => {
    expect([dayOf('0000-01-01'), dayOf('0000-02-29'), dayOf('9999-12-31')]).toEqual([-719_528, -719_469, 2_932_896]);
  });

  it('have the weekday of the week', () => {
    expect(['2026-09-30', '1969-12-31', '1969-12-25'].map((date) => weekdays[weekdayOf(dayOf(date))])).toEqual([
      'wed',
      'wed',
      'thu',
    ]);
  });

  it.each([
    ...['2026-00-01', '2026-13-01', '2026-01-00', '2026-01-32', '2026-04-31', '2026-02-29', '2100-02-29', '2026-12-32'],
    ...['2026-1-01', '2026-01-1', ' 2026-01-01', '2026-01-01T00:00', '12026-01-01', ''],
  ])('are not "%s"', (text) => {
    expect(() => dayOf(text)).toThrow(new RangeError(`expected a local date such as 2026-09-30, got "${text}"`));
  });
});

describe('local times', () => {
  it('are minutes after the start of the day', () => {
    expect(['00:00', '00:59', '09:07', '19:00', '23:59', '24:00'].map((text) => timeOfDay(text) / minuteMs)).toEqual([
      0, 59, 547, 1140, 1439, 1440,
    ]);
  });

  it.each(['24:01', '25:00', '30:00', '08:60', '8:00', '08:0', '08:000', ' 08:00', '08-00', ''])(
    'are not "%s"',
    (text) => {
      expect(() => timeOfDay(text)).toThrow(new RangeError(`expected a local time such as 08:00, got "${text}"`));
    },
  );
});

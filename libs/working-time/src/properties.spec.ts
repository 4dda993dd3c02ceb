import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { berlinTransitions, emptyDefinition } from './sample-calendars.fixture.ts';
import { compileCalendar } from './compile-calendar.ts';
import { weekdays } from './local-time.ts';
import { withAbsences } from './with-absences.ts';
import type { WorkingCalendar } from './working-calendar.ts';

const minuteMs = 60_000;
const start = Date.UTC(2026, 8, 1);
const pad = (value: number): string => String(value).padStart(2, '0');
const time = fc
  .integer({ min: 0, max: 24 * 60 - 1 })
  .map((minute) => `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`);
const hours = fc.array(fc.tuple(time, time), { maxLength: 3 });
const date = fc.integer({ min: 1, max: 30 }).map((day) => `2026-10-${pad(day)}`);
const instant = fc.integer({ min: 0, max: 120 * 24 * 60 }).map((minute) => start + minute * minuteMs);
const duration = fc.integer({ min: 1, max: 30 * 24 * 60 }).map((minutes) => minutes * minuteMs);

const definition = fc
  .record({
    weekly: fc.dictionary(fc.constantFrom(...weekdays), hours),
    daysOff: fc.array(date, { maxLength: 5 }),
    extraWorkdays: fc.dictionary(date, fc.constantFrom(...weekdays), { maxKeys: 3 }),
    special: fc.dictionary(date, hours, { maxKeys: 3 }),
  })
  .map((parts) => ({ ...emptyDefinition, transitions: berlinTransitions, ...parts }));
const absences = fc.array(
  fc.record({ from: instant, minutes: fc.integer({ min: 0, max: 20_000 }) }).map(({ from, minutes }) => ({
    from,
    until: from + minutes * minuteMs,
  })),
  { maxLength: 4 },
);
const calendar = fc.tuple(definition, absences).map(([parts, away]) => withAbsences(compileCalendar(parts), away));
const runs = { numRuns: process.env['BATON_DEEP'] === undefined ? 400 : 10_000 };

type Asked = [WorkingCalendar, number, number];

/** Runs the property and expects that at least a tenth of the runs were of each named kind. */
const holds = (kinds: readonly string[], property: (seen: (kind: string) => void) => fc.IProperty<Asked>): void => {
  const counts = new Map<string, number>();
  fc.assert(
    property((kind) => counts.set(kind, (counts.get(kind) ?? 0) + 1)),
    runs,
  );
  for (const kind of kinds)
    expect({ kind, often: (counts.get(kind) ?? 0) >= runs.numRuns / 10 }).toEqual({ kind, often: true });
};

const property = (check: (calendar: WorkingCalendar, from: number, length: number) => void): fc.IProperty<Asked> =>
  fc.property(calendar, instant, duration, check);

describe('working time', () => {
  it('that was added is between, and the end is worked', () => {
    holds(['found'], (seen) =>
      property((compiled, from, length) => {
        const end = compiled.add(from, length);
        if (end === undefined) return;
        seen('found');
        expect(compiled.between(from, end)).toBe(length);
        expect(compiled.between(end - 1, end)).toBe(1);
      }),
    );
  });

  it('that was subtracted is between, and the start is worked', () => {
    holds(['found'], (seen) =>
      property((compiled, until, length) => {
        const begin = compiled.subtract(until, length);
        if (begin === undefined) return;
        seen('found');
        expect(compiled.between(begin, until)).toBe(length);
        expect(compiled.between(begin, begin + 1)).toBe(1);
      }),
    );
  });

  it('comes back to a worked instant', () => {
    holds(['found'], (seen) =>
      property((compiled, from, length) => {
        const worked = compiled.next(from);
        const end = worked === undefined ? undefined : compiled.add(worked, length);
        if (worked === undefined || end === undefined) return;
        seen('found');
        expect(compiled.subtract(end, length)).toBe(worked);
      }),
    );
  });

  it('never runs backwards', () => {
    holds(['found'], (seen) =>
      property((compiled, from, length) => {
        const earlier = compiled.add(from, length);
        const later = compiled.add(from + length, length);
        if (later === undefined || earlier === undefined) return;
        seen('found');
        expect(later).toBeGreaterThanOrEqual(earlier);
        expect(compiled.add(from, length + minuteMs) ?? Infinity).toBeGreaterThan(earlier);
        expect(compiled.subtract(from, length + minuteMs) ?? -Infinity).toBeLessThan(from);
      }),
    );
  });

  it('is additive and is the sum of its intervals', () => {
    holds(['some', 'none left'], (seen) =>
      property((compiled, from, length) => {
        const middle = from + length;
        const until = middle + length;
        const whole = compiled.between(from, until);
        seen(whole > 0 ? 'some' : 'none left');
        expect(compiled.between(from, middle) + compiled.between(middle, until)).toBe(whole);
        const intervals = compiled.intervals(from, until);
        expect(intervals.reduce((sum, interval) => sum + interval.until - interval.from, 0)).toBe(whole);
        intervals.slice(1).forEach((interval, index) => expect(interval.from).toBeGreaterThan(intervals[index]!.until));
        const next = compiled.next(from);
        if (whole > 0) expect(next).toBe(intervals[0]!.from);
        else expect(next ?? Infinity).toBeGreaterThanOrEqual(until);
      }),
    );
  });
});

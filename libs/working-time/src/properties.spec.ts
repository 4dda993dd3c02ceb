import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { absences, definition, duration, instant, minuteMs, runs } from './calendars.fixture.ts';
import { compileCalendar } from './compile-calendar.ts';
import { withAbsences } from './with-absences.ts';
import type { WorkingCalendar } from './working-calendar.ts';

const calendar = fc.tuple(definition, absences).map(([parts, away]) => withAbsences(compileCalendar(parts), away));

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

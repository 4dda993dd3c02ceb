import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { definition, hours, minuteMs, runs } from './calendars.fixture.ts';
import { allOf, anyOf } from './combine-calendars.ts';
import { compileCalendar } from './compile-calendar.ts';
import { workedMinutes } from './minute-by-minute.fixture.ts';
import { shiftEnd } from './shift-end.ts';
import { withAbsences } from './with-absences.ts';
import type { Interval, WorkingCalendar } from './working-calendar.ts';

/** Two days, with the clock change of 2026-10-25 among them. */
const from = Date.UTC(2026, 9, 24, 12);
const count = 2 * 1440;
const until = from + count * minuteMs;
const longestPause = 180;

const minute = fc.integer({ min: 0, max: count - 1 });
const absence = fc.tuple(minute, fc.integer({ min: 0, max: 2000 })).map(([start, length]) => ({
  from: from + start * minuteMs,
  until: from + (start + length) * minuteMs,
}));
const everyDay = fc.record({ mon: hours, tue: hours, wed: hours, thu: hours, fri: hours, sat: hours, sun: hours });
const busy = fc.tuple(definition, everyDay).map(([parts, weekly]) => ({ ...parts, weekly }));
const member = fc.record({ definition: busy, away: fc.array(absence, { maxLength: 2 }) });
const members = fc.array(member, { minLength: 2, maxLength: 3 });

/** Minutes of one list, in which `true` is a worked one, counted from `from`. */
type Minutes = readonly boolean[];

const combinations = {
  'any of them': { combine: anyOf, join: (left: Minutes, right: Minutes) => left.map((is, at) => is || right[at]!) },
  'all of them': { combine: allOf, join: (left: Minutes, right: Minutes) => left.map((is, at) => is && right[at]!) },
};

const intervalsOf = (worked: Minutes): readonly Interval[] => {
  const found: { from: number; until: number }[] = [];
  worked.forEach((isWorked, index) => {
    const at = from + index * minuteMs;
    if (isWorked && found.at(-1)?.until === at) found.at(-1)!.until += minuteMs;
    else if (isWorked) found.push({ from: at, until: at + minuteMs });
  });
  return found;
};

/** The end of the shift at or after a minute; undefined when these minutes do not tell. */
const shiftEndIn = (worked: Minutes, at: number): number | undefined => {
  let end = worked.indexOf(true, at);
  if (end === -1) return undefined;
  for (let index = end; index < count && index - end <= longestPause; index++) if (worked[index]!) end = index + 1;
  return end + longestPause < count ? from + end * minuteMs : undefined;
};

/** When `duration` worked minutes from `at` on are done, or, backwards, were to begin; undefined: not in these. */
const doneAt = (worked: Minutes, at: number, duration: number): number | undefined => {
  let left = duration;
  for (let index = at; index < count; index++) if (worked[index]! && --left === 0) return from + (index + 1) * minuteMs;
  return undefined;
};
const begunAt = (worked: Minutes, at: number, duration: number): number | undefined => {
  let left = duration;
  for (let index = at - 1; index >= 0; index--) if (worked[index]! && --left === 0) return from + index * minuteMs;
  return undefined;
};

interface Asked {
  readonly calendar: WorkingCalendar;
  readonly worked: Minutes;
  readonly at: number;
  readonly duration: number;
}

/** Each compares an answer and says whether the minutes told it; if not, it lies outside of them. */
const checks: Readonly<Record<string, (asked: Asked) => boolean>> = {
  intervals: ({ calendar, worked, at }) => {
    const left = worked.slice(at).filter((isMinuteWorked) => isMinuteWorked).length;
    expect(calendar.intervals(from, until)).toEqual(intervalsOf(worked));
    expect(calendar.between(from + at * minuteMs, until)).toBe(left * minuteMs);
    return left > 0;
  },
  next: ({ calendar, worked, at }) => {
    const next = worked.indexOf(true, at);
    const found = calendar.next(from + at * minuteMs);
    if (next === -1) expect(found ?? Infinity).toBeGreaterThanOrEqual(until);
    else expect(found).toBe(from + next * minuteMs);
    return next !== -1;
  },
  add: ({ calendar, worked, at, duration }) => {
    const done = doneAt(worked, at, duration);
    const added = calendar.add(from + at * minuteMs, duration * minuteMs);
    if (done === undefined) expect(added ?? Infinity).toBeGreaterThan(until);
    else expect(added).toBe(done);
    return done !== undefined;
  },
  subtract: ({ calendar, worked, at, duration }) => {
    const begun = begunAt(worked, at, duration);
    const subtracted = calendar.subtract(from + at * minuteMs, duration * minuteMs);
    if (begun === undefined) expect(subtracted ?? -Infinity).toBeLessThan(from);
    else expect(subtracted).toBe(begun);
    return begun !== undefined;
  },
  shiftEnd: ({ calendar, worked, at }) => {
    const end = shiftEndIn(worked, at);
    const found = shiftEnd(calendar, from + at * minuteMs);
    if (end === undefined) expect(found ?? Infinity).toBeGreaterThan(until - (longestPause + 1) * minuteMs);
    else expect(found).toBe(end);
    return end !== undefined;
  },
};

describe.each(Object.entries(combinations))('%s, counted minute by minute', (_, { combine, join }) => {
  it('answers the same, and the minutes tell at least a tenth of the answers of each kind', () => {
    const told = new Map(Object.keys(checks).map((name) => [name, 0]));
    fc.assert(
      fc.property(members, minute, fc.integer({ min: 1, max: 400 }), (parts, at, duration) => {
        const worked = parts.map((part) => workedMinutes(part, from, count)).reduce(join);
        const calendar = combine(parts.map((part) => withAbsences(compileCalendar(part.definition), part.away)));
        for (const [name, check] of Object.entries(checks)) {
          if (check({ calendar, worked, at, duration })) told.set(name, told.get(name)! + 1);
        }
      }),
      { numRuns: runs.numRuns / 2 },
    );
    for (const [name, often] of told) {
      expect({ name, isOften: often >= runs.numRuns / 20 }).toEqual({ name, isOften: true });
    }
  });
});

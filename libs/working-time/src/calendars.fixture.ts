import fc from 'fast-check';
import { weekdays } from './local-time.ts';
import { berlinTransitions, emptyDefinition } from './sample-calendars.fixture.ts';
import type { Absence, CalendarDefinition } from './working-calendar.ts';

export const minuteMs = 60_000;
const deepRuns = process.env['BATON_DEEP'] === undefined ? undefined : 10_000;
export const runs = { numRuns: deepRuns ?? Number(process.env['BATON_RUNS'] ?? 400) };

/** Before the clock change of the Berlin transitions; all instants lie in the 120 days after it. */
const start = Date.UTC(2026, 8, 1);
const pad = (value: number): string => String(value).padStart(2, '0');
const time = fc
  .integer({ min: 0, max: 24 * 60 - 1 })
  .map((minute) => `${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`);
export const hours = fc.array(fc.tuple(time, time), { maxLength: 3 });
const date = fc.integer({ min: 1, max: 30 }).map((day) => `2026-10-${pad(day)}`);

export const instant = fc.integer({ min: 0, max: 120 * 24 * 60 }).map((minute) => start + minute * minuteMs);
export const duration = fc.integer({ min: 1, max: 30 * 24 * 60 }).map((minutes) => minutes * minuteMs);

export const definition: fc.Arbitrary<CalendarDefinition> = fc
  .record({
    weekly: fc.dictionary(fc.constantFrom(...weekdays), hours),
    daysOff: fc.array(date, { maxLength: 5 }),
    extraWorkdays: fc.dictionary(date, fc.constantFrom(...weekdays), { maxKeys: 3 }),
    special: fc.dictionary(date, hours, { maxKeys: 3 }),
  })
  .map((parts) => ({ ...emptyDefinition, transitions: berlinTransitions, ...parts }));

export const absences: fc.Arbitrary<readonly Absence[]> = fc.array(
  fc.record({ from: instant, minutes: fc.integer({ min: 0, max: 20_000 }) }).map(({ from, minutes }) => ({
    from,
    until: from + minutes * minuteMs,
  })),
  { maxLength: 4 },
);

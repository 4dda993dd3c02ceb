import { anyOf, type CalendarDefinition, compileCalendar, withAbsences } from '@baton/working-time';
import { zoneTransitions } from '../../libs/service-kit/src/zone-transitions.ts';
import { addDayByDay } from './luxon-rival.ts';
import { createReporter, median, type Reporter } from './report.ts';

const questions = 400_000;
const dayMs = 86_400_000;
const yearMs = 365 * dayMs;
const start = Date.UTC(2026, 0, 1);
const hours = [
  ['08:00', '12:00'],
  ['14:00', '17:30'],
] as const;

const definition: CalendarDefinition = {
  id: 'bench',
  revision: 1,
  zone: 'Europe/Berlin',
  transitions: zoneTransitions('Europe/Berlin'),
  weekly: { mon: hours, tue: hours, wed: hours, thu: hours, fri: hours },
  daysOff: ['2026-05-01', '2026-12-25', '2027-01-01'],
  extraWorkdays: {},
  special: {},
  source: 'bench',
  hash: '',
  validThrough: '2027-12-31',
};
const calendar = compileCalendar(definition);
/** Five people of that calendar, each away for a week of every spring. */
const team = anyOf(
  Array.from({ length: 5 }, (_, member) =>
    withAbsences(
      calendar,
      [0, 1].map((year) => {
        const from = start + year * yearMs + (90 + 7 * member) * dayMs;
        return { from, until: from + 7 * dayMs };
      }),
    ),
  ),
);

/** Two years of instants in a fixed, scattered order. */
const instants = Float64Array.from(
  { length: questions },
  (_, index) => start + ((index * 2_654_435_761) % (2 * yearMs)),
);
const starts = Float64Array.from(calendar.intervals(start, start + 2 * yearMs), ({ from }) => from);

const bareSearch = (at: number): number => {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (starts[middle]! > at) high = middle;
    else low = middle + 1;
  }
  return low;
};

const hourMs = 3_600_000;
const fourHoursMs = 4 * hourMs;
const operations: Readonly<Record<string, (at: number) => number | undefined>> = {
  'working time: add 4 h': (at) => calendar.add(at, fourHoursMs),
  'working time: subtract 4 h': (at) => calendar.subtract(at, fourHoursMs),
  'working time: next': (at) => calendar.next(at),
  'working time: add 4 h, team of five': (at) => team.add(at, fourHoursMs),
};

const perSecond = (operation: (at: number) => number | undefined): number => {
  const before = performance.now();
  let sum = 0;
  for (let index = 0; index < questions; index++) sum += operation(instants[index]!)!;
  const rate = (questions / (performance.now() - before)) * 1000;
  if (!(sum > 0)) throw new Error('the operation answered nothing');
  return rate;
};

/** Against a bare binary search over the same two years of intervals; the first round only warms up. */
export const workingTimeBench = (reporter: Reporter, options: { readonly rounds?: number } = {}): void => {
  for (const [bench, operation] of Object.entries(operations)) {
    const values: number[] = [];
    const limits: number[] = [];
    for (let round = 0; round <= (options.rounds ?? 5); round++) {
      const limit = perSecond(bareSearch);
      const value = perSecond(operation);
      if (round === 0) continue;
      values.push(value);
      limits.push(limit);
    }
    const ratio = median(values.map((value, round) => value / limits[round]!));
    reporter.report({ bench, value: median(values), unit: 'ops/s', limit: median(limits), ratio, goal: 0.5 });
  }
};

/** Working days of this calendar have 7.5 h. */
const spans = { '4 h': fourHoursMs, '3 days': 3 * 7.5 * hourMs, '30 days': 30 * 7.5 * hourMs };
/** Luxon needs a second for so many. */
const rivalQuestions = 500;

const nanosecondsEach = (count: number, operation: (at: number) => number): number => {
  const before = performance.now();
  let sum = 0;
  for (let index = 0; index < count; index++) sum += operation(instants[index]!);
  if (!(sum > 0)) throw new Error('the operation answered nothing');
  return ((performance.now() - before) * 1_000_000) / count;
};

/** Beside Luxon, which steps through the days: time of a call, so a ratio below 1 is faster. Both answer the same. */
export const luxonBench = (reporter: Reporter): void => {
  for (const [name, duration] of Object.entries(spans)) {
    for (const at of instants.subarray(0, 200)) {
      const [ours, theirs] = [calendar.add(at, duration), addDayByDay(definition, at, duration)];
      if (ours !== theirs) throw new Error(`${ours} and ${theirs} for ${name} after ${at}`);
    }
    const value = nanosecondsEach(questions, (at) => calendar.add(at, duration)!);
    const limit = nanosecondsEach(rivalQuestions, (at) => addDayByDay(definition, at, duration));
    reporter.report({ bench: `working time: add ${name}, Luxon`, value, unit: 'ns', limit, ratio: value / limit });
  }
};

if (import.meta.main) {
  const reporter = createReporter();
  workingTimeBench(reporter);
  luxonBench(reporter);
  process.exitCode = reporter.missed.length === 0 ? 0 : 1;
}

import { compileCalendar } from '@baton/working-time';
import { zoneTransitions } from '../../libs/service-kit/src/zone-transitions.ts';
import { createReporter, median, type Reporter } from './report.ts';

const questions = 400_000;
const yearMs = 365 * 86_400_000;
const start = Date.UTC(2026, 0, 1);
const hours = [
  ['08:00', '12:00'],
  ['14:00', '17:30'],
] as const;

const calendar = compileCalendar({
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
});

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

const fourHoursMs = 4 * 3_600_000;
const operations: Readonly<Record<string, (at: number) => number | undefined>> = {
  'working time: add 4 h': (at) => calendar.add(at, fourHoursMs),
  'working time: subtract 4 h': (at) => calendar.subtract(at, fourHoursMs),
  'working time: next': (at) => calendar.next(at),
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

if (import.meta.main) {
  const reporter = createReporter();
  workingTimeBench(reporter);
  process.exitCode = reporter.missed.length === 0 ? 0 : 1;
}

import { dayMs } from './local-time.ts';
import { merge, type Pair } from './pairs.ts';
import type { Shift } from './shifts.ts';
import type { Stretch } from './zone.ts';

/**
 * The working intervals of one page of time, sorted, disjoint, relative to the page's start. `sums[i]` is the working
 * time before interval `i`; the last entry is the page's total. All in milliseconds.
 */
export interface Page {
  readonly starts: Float64Array;
  readonly ends: Float64Array;
  readonly sums: Float64Array;
  readonly total: number;
  /** For each day of the page the first interval that ends after the day's start. */
  readonly firstOfDay: Uint32Array;
}

/** A whole number of weeks, so that pages without any exception or clock change look alike. */
export const pageMs = 364 * dayMs;

/**
 * The working time that shifts put into stretches, relative to `start`. Every instant whose local wall time falls into
 * a shift is working time, so each stretch of one offset is filled on its own: what a clock change skips is not there,
 * what it repeats is there twice.
 */
export const pairsOf = (
  start: number,
  stretches: readonly Stretch[],
  shiftsOn: (day: number) => readonly Shift[],
): readonly Pair[] => {
  const pairs: Pair[] = [];
  for (const { from, until, offset } of stretches) {
    const lastDay = Math.floor((until + offset) / dayMs);
    for (let day = Math.floor((from + offset) / dayMs) - 1; day <= lastDay; day++) {
      const dayStart = day * dayMs - offset;
      for (const shift of shiftsOn(day)) {
        const begin = Math.max(dayStart + shift.start, from);
        const end = Math.min(dayStart + shift.end, until);
        if (begin < end) pairs.push([begin - start, end - start]);
      }
    }
  }
  return merge(pairs);
};

export const pageOf = (pairs: readonly Pair[]): Page => {
  const starts = new Float64Array(pairs.length);
  const ends = new Float64Array(pairs.length);
  const sums = new Float64Array(pairs.length + 1);
  pairs.forEach(([start, end], index) => {
    starts[index] = start;
    ends[index] = end;
    sums[index + 1] = sums[index]! + end - start;
  });
  const firstOfDay = Uint32Array.from({ length: pageMs / dayMs }, (_, day) => firstAbove(ends, day * dayMs));
  return { starts, ends, sums, total: sums[pairs.length]!, firstOfDay };
};

export const pairsIn = ({ starts, ends }: Page): readonly Pair[] =>
  Array.from(starts, (start, index): Pair => [start, ends[index]!]);

/** The first index from `low` on whose value is greater than `value`, or the length. */
const firstAbove = (values: Float64Array, value: number, low = 0): number => {
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! > value) high = middle;
    else low = middle + 1;
  }
  return low;
};

/** The interval at or after `offset` into the page: the first that ends after it, or the number of intervals. */
export const intervalAfter = (page: Page, offset: number): number => {
  if (!(offset >= 0)) return 0;
  const { ends } = page;
  let interval = page.firstOfDay[Math.floor(offset / dayMs)]!;
  // After the last interval there is no end to compare with, which is not at or before anything.
  while (ends[interval]! <= offset) interval++;
  return interval;
};

/** Working time from the page's start until `offset` into it, whose interval is `interval`. */
export const workedBefore = (page: Page, offset: number, interval = intervalAfter(page, offset)): number => {
  if (interval === page.starts.length) return page.total;
  return page.sums[interval]! + Math.max(0, offset - page.starts[interval]!);
};

/** Most durations end a few intervals on: so many are looked at one by one before a search. */
const nearby = 8;

/** Where, into the page, `worked` (more than 0, at most the total) is first done; not before interval `from`. */
export const whenDone = ({ starts, sums }: Page, worked: number, from: number): number => {
  let interval = from;
  for (let looked = 0; sums[interval + 1]! < worked; looked++) {
    interval = looked < nearby ? interval + 1 : firstAtLeast(sums, worked, interval) - 1;
  }
  return starts[interval]! + worked - sums[interval]!;
};

/** The last moment, into the page, before which `worked` (at least 0, less than the total) is done, looking back. */
export const whenLeft = ({ starts, sums }: Page, worked: number, from: number): number => {
  let interval = from;
  for (let looked = 0; sums[interval]! > worked; looked++) {
    interval = looked < nearby ? interval - 1 : firstAbove(sums, worked) - 1;
  }
  return starts[interval]! + worked - sums[interval]!;
};

/** The first index from `low` on whose value is `value` or greater, or the length. */
const firstAtLeast = (values: Float64Array, value: number, low: number): number => {
  let high = values.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (values[middle]! >= value) high = middle;
    else low = middle + 1;
  }
  return low;
};

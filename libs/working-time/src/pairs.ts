import type { Interval } from './working-calendar.ts';

/** [start, end) in milliseconds after the start of a page. Lists of pairs are sorted, disjoint and do not touch. */
export type Pair = readonly [number, number];

/** Pairs in any order, which may overlap, as a list of pairs. */
export const merge = (pairs: readonly Pair[]): readonly Pair[] => {
  const merged: [number, number][] = [];
  for (const [start, end] of pairs.toSorted((left, right) => left[0] - right[0])) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
};

/** What two lists of pairs have in common. */
export const sharedBy = (left: readonly Pair[], right: readonly Pair[]): readonly Pair[] => {
  const shared: Pair[] = [];
  let candidate = 0;
  for (const [start, end] of left) {
    while (candidate < right.length && right[candidate]![1] <= start) candidate++;
    for (let index = candidate; index < right.length && right[index]![0] < end; index++) {
      shared.push([Math.max(start, right[index]![0]), Math.min(end, right[index]![1])]);
    }
  }
  return shared;
};

/** What a list of pairs leaves of [0, length). */
export const gapsIn = (pairs: readonly Pair[], length: number): readonly Pair[] => {
  const gaps: Pair[] = [];
  let cursor = 0;
  for (const [start, end] of pairs) {
    if (cursor < start) gaps.push([cursor, start]);
    cursor = end;
  }
  if (cursor < length) gaps.push([cursor, length]);
  return gaps;
};

/** The parts of sorted, disjoint intervals that lie in [start, start + length), relative to `start`. */
export const pairsWithin = (intervals: readonly Interval[], start: number, length: number): readonly Pair[] =>
  intervals.flatMap(({ from, until }) => {
    const pair: Pair = [Math.max(from - start, 0), Math.min(until - start, length)];
    return pair[0] < pair[1] ? [pair] : [];
  });

import { minuteMs } from './local-time.ts';
import type { CalendarDefinition } from './working-calendar.ts';

/** A stretch of time [from, until) with one offset; local time = UTC + `offset`. Milliseconds. */
export interface Stretch {
  readonly from: number;
  readonly until: number;
  readonly offset: number;
}

export interface Zone {
  offsetAt(at: number): number;
  /** [from, until) cut at the offset changes inside it, in order. */
  stretches(from: number, until: number): readonly Stretch[];
  /** The instants at which the offset changes. */
  readonly changes: readonly number[];
}

/** The first transition covers everything before it too; none at all means UTC. */
export const compileZone = (transitions: CalendarDefinition['transitions']): Zone => {
  const sorted = transitions.toSorted((left, right) => left.at - right.at);
  const offsets = sorted.length === 0 ? [0] : sorted.map(({ offsetMinutes }) => offsetMinutes * minuteMs);
  const changes = sorted.slice(1).map(({ at }) => at);
  const indexAt = (at: number): number => {
    let low = 0;
    let high = changes.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (changes[middle]! <= at) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    offsetAt: (at) => offsets[indexAt(at)]!,
    stretches: (from, until) => {
      const pieces: Stretch[] = [];
      for (let cursor = from; cursor < until;) {
        const index = indexAt(cursor);
        const end = Math.min(changes[index] ?? until, until);
        pieces.push({ from: cursor, until: end, offset: offsets[index]! });
        cursor = end;
      }
      return pieces;
    },
    changes,
  };
};

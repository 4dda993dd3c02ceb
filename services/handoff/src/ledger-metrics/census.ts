import { setImmediate as nextTurn } from 'node:timers/promises';
import { type Instant, type StallKind, stallKinds } from '@baton/contracts';
import type { CaseEntry, CaseState } from '@baton/handoff-engine';

/** Upper bounds in milliseconds; a clock that is overdue means that the sweep is late, whatever the case is about. */
const overdueBounds = [60_000, 300_000, 3_600_000, Infinity] as const;
export const overdueBuckets = ['0-1m', '1-5m', '5-60m', 'over-60m'] as const;

export interface Census {
  openCases: number;
  /** Deadlines that are being waited for, and those that a pause holds. */
  openClocks: number;
  /** By `overdueBuckets`. */
  readonly overdueClocks: number[];
  readonly openStalls: Map<StallKind, number>;
}

/** Cases that are looked at before others have a turn: some milliseconds. */
const casesPerTurn = 2_000;

/** Counts what is open at `now` in all cases, in steps; a case that changes meanwhile counts as it is when its turn comes. */
export const takeCensus = async (shards: Iterable<Iterable<CaseEntry>>, now: () => Instant): Promise<Census> => {
  const census: Census = {
    openCases: 0,
    openClocks: 0,
    overdueClocks: overdueBounds.map(() => 0),
    openStalls: new Map(stallKinds.map((kind) => [kind, 0])),
  };
  let seen = 0;
  for (const entries of shards) {
    for (const { state } of entries) {
      if (state?.status === 'open') count(state, now(), census);
      if (++seen % casesPerTurn === 0) await nextTurn();
    }
  }
  return census;
};

const count = ({ clocks, stalls }: CaseState, now: Instant, census: Census): void => {
  census.openCases++;
  census.openClocks += clocks.length;
  for (const { due } of clocks) {
    if (due === undefined || due >= now) continue;
    census.overdueClocks[overdueBounds.findIndex((bound) => now - due <= bound)]!++;
  }
  for (const { kind } of stalls) census.openStalls.set(kind, census.openStalls.get(kind)! + 1);
};

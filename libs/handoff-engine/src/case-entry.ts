import type { Instant, Route, RouteLeg } from '@baton/contracts';
import { CaseRecord } from './case-record.ts';
import { type FactLog, type FoldedFact, type Taken, noRow } from './fact-log.ts';
import { episodeDue } from './episode.ts';
import type { CaseState } from './case-state.ts';
import type { ReferenceChange } from './reference/reference.ts';

/** Shared by all cases that have nothing of the kind. */
const none: readonly never[] = [];

/** One case in the engine: its facts, what folding them has come to, and what has been decided about it. */
export class CaseEntry extends CaseRecord {
  /** Its facts are those in the log from this row backwards. */
  lastRow = noRow;
  /** Bits of the ids of its facts: what has none of them is new. */
  seen = 0;
  /** Follows with its first fact. */
  state = undefined as unknown as CaseState;
  /** A fact that counts before this, or at or before `firedUpTo`, means folding anew. */
  foldedUpTo: Instant = -Infinity;
  firedUpTo: Instant = -Infinity;
  /** Changes of calendars, absences and rosters that the case has not looked at yet. */
  pending: readonly ReferenceChange[] = none;
  /** Whether a voiding is among the facts. */
  hasVoid = false;
  /** Which of the ledgers it comes from whose cases were carried over into this one, as the reference numbers them. */
  origin = 0;
  /** The due queue's own. */
  place = -1;
  /** Where it is among the open cases of the engine; -1: nowhere. */
  listed = -1;

  constructor(
    id: string,
    private readonly log: FactLog,
  ) {
    super(id);
  }

  /** In the order in which they count. */
  get facts(): readonly FoldedFact[] {
    return this.log.of(this.lastRow);
  }

  /** When the last of them counts. */
  get lastTakenAt(): Instant {
    return this.log.takenAt(this.lastRow);
  }

  /** `hash` is that of the id. */
  has(factId: string, hash: number): boolean {
    return (this.seen & bitOf(hash)) !== 0 && this.log.find(this.lastRow, factId, hash) !== noRow;
  }

  /** Keeps the order in which facts count; answers the row of the new one. */
  keep(taken: Taken): number {
    const row = this.log.add(taken);
    this.lastRow = this.log.link(row, this.lastRow);
    this.seen |= bitOf(taken.hash);
    if (taken.fact.type === 'baton.fact.voided.v1') this.hasVoid = true;
    return row;
  }

  /** What its sender was told of it, which stands. */
  settle(row: number, { confirmed, lost }: Pick<FoldedFact, 'confirmed' | 'lost'>): void {
    this.log.settle(row, confirmed, lost);
  }
}

/** One of 32 bits. */
const bitOf = (hash: number): number => 1 << (hash >>> 27);

/** For cases whose route nobody has named or published. */
export const defaultRoute: Route = {
  id: 'default',
  version: 0,
  title: 'default',
  owner: 'owner',
  legs: [] as readonly RouteLeg[],
  handlings: [],
  ladder: [{ after: 0, whom: 'holder', channel: 'console' }],
};

/** The next instant at which the case needs looking at; `never`: none. */
export const nextDueOf = (entry: CaseEntry): Instant => {
  const { state, pending, episodes } = entry;
  let next = state.forecastAt < state.missedAt ? state.forecastAt : state.missedAt;
  if (pending.length > 0 && pending[0]!.at < next) next = pending[0]!.at;
  for (const clock of state.legClocks) {
    const at = clock.due ?? clock.resumesAt;
    if (at !== undefined && at < next) next = at;
  }
  for (const episode of episodes) {
    const at = episodeDue(episode);
    if (at !== undefined && at < next) next = at;
  }
  return next;
};

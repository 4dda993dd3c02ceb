import type { Instant, Route, RouteLeg } from '@baton/contracts';
import { CaseRecord } from './case-record.ts';
import { episodeDue } from './episode.ts';
import type { CaseState, FoldedFact } from './case-state.ts';
import type { ReferenceChange } from './reference/reference.ts';
import { graphOf } from './route-graph.ts';

/** One case in the engine: its facts, what folding them has come to, and what has been decided about it. */
export interface CaseEntry {
  readonly id: string;
  /** In the order in which they count: by instant, then by place in the ledger. */
  facts: FoldedFact[];
  /** Bits of the ids of its facts: what has none of them is new. */
  seen: number;
  state: CaseState;
  readonly record: CaseRecord;
  /** A fact that counts before this, or at or before `firedUpTo`, means folding anew. */
  foldedUpTo: Instant;
  firedUpTo: Instant;
  /** Changes of calendars, absences and rosters that the case has not looked at yet. */
  pending: readonly ReferenceChange[];
  /** Whether a voiding is among the facts. */
  hasVoid: boolean;
  /** The due queue's own. */
  place: number;
  /** Among the open cases of the engine. */
  isListed: boolean;
}

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

/** Shared by all cases that have nothing of the kind. */
const none: readonly never[] = [];

export const newState = (id: string, route: Route, openedAt: Instant): CaseState => ({
  id,
  title: id,
  customer: '',
  impact: 'normal',
  routeId: undefined,
  route,
  graph: graphOf(route),
  needBy: undefined,
  status: 'open',
  implicit: false,
  openedAt,
  closedAt: undefined,
  opener: '',
  accountable: '',
  legs: none as never[],
  clocks: none as never[],
  stalls: none as never[],
  supplied: none,
  returned: none,
  ordered: none,
  carriedOut: none,
  refused: none,
  granted: none,
  relaxed: none,
  plan: undefined,
  presentPlan: undefined,
});

/** Its state follows with its first fact. */
export const newEntry = (id: string): CaseEntry => ({
  id,
  facts: none as never[],
  seen: 0,
  state: undefined as unknown as CaseState,
  record: new CaseRecord(id),
  foldedUpTo: -Infinity,
  firedUpTo: -Infinity,
  pending: none,
  hasVoid: false,
  place: -1,
  isListed: false,
});

/** The next instant at which the case needs looking at. */
export const nextDueOf = (entry: CaseEntry): Instant | undefined => {
  let next = entry.pending[0]?.at;
  for (const clock of entry.state.clocks) {
    const at = clock.due ?? clock.resumesAt;
    if (at !== undefined && (next === undefined || at < next)) next = at;
  }
  for (const episode of entry.record.episodes) {
    const at = episodeDue(episode);
    if (at !== undefined && (next === undefined || at < next)) next = at;
  }
  return next;
};

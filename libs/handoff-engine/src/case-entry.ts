import type { Instant, Route, RouteLeg } from '@baton/contracts';
import { CaseRecord } from './case-record.ts';
import type { CaseState, FoldedFact } from './case-state.ts';
import type { ReferenceChange } from './reference.ts';

/** One case in the engine: its facts, what folding them has come to, and what has been decided about it. */
export interface CaseEntry {
  readonly id: string;
  /** In the order in which they count: by instant, then by place in the ledger. */
  readonly facts: FoldedFact[];
  state: CaseState;
  readonly record: CaseRecord;
  /** A fact that counts before this, or at or before `firedUpTo`, means folding anew. */
  foldedUpTo: Instant;
  firedUpTo: Instant;
  /** Changes of calendars, absences and rosters that the case has not looked at yet. */
  pending: ReferenceChange[];
  /** When it needs looking at next, and where it waits for that. */
  dueAt: Instant | undefined;
  queuedAt: Instant | undefined;
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

export const newState = (id: string, route: Route, openedAt: Instant): CaseState => ({
  id,
  title: id,
  customer: '',
  impact: 'normal',
  routeId: undefined,
  route,
  needBy: undefined,
  status: 'open',
  implicit: false,
  openedAt,
  closedAt: undefined,
  accountable: '',
  legs: [],
  clocks: [],
  stalls: [],
  ordered: [],
  plan: undefined,
});

/** Its state follows with its first fact. */
export const newEntry = (id: string): CaseEntry => ({
  id,
  facts: [],
  state: undefined as unknown as CaseState,
  record: new CaseRecord(id),
  foldedUpTo: -Infinity,
  firedUpTo: -Infinity,
  pending: [],
  dueAt: undefined,
  queuedAt: undefined,
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
    if (episode.rungDue !== undefined && (next === undefined || episode.rungDue < next)) next = episode.rungDue;
  }
  return next;
};

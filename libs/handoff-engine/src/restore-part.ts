import type { Route } from '@baton/contracts';
import { append } from './append.ts';
import { type CaseEntry, defaultRoute } from './case-entry.ts';
import { CaseState, type LegState, never } from './case-state.ts';
import { hashOf } from './fact-log.ts';
import { legOf } from './legs.ts';
import type { Reference } from './reference/reference.ts';
import { graphOf } from './route-graph.ts';
import type { KeptCase, KeptFact, SnapshotPart } from './snapshot.ts';

type CaseOf = (id: string) => CaseEntry;

/** Of the part that says it. */
export const momentOf = ({ sequence, now = -Infinity, knownAt = -Infinity }: SnapshotPart) =>
  sequence === undefined ? {} : { now, knownAt };

/** The cases that are whole with this part. */
export const restorePart = (part: SnapshotPart, reference: Reference, caseOf: CaseOf): readonly CaseEntry[] => {
  const { facts = [], cases = [] } = part;
  for (const rule of part.reference ?? []) reference.keep(rule);
  for (const some of facts) restoreFacts(some.facts, caseOf(some.id));
  return cases.map((kept) => {
    const entry = caseOf(kept.id);
    restoreRecord(kept, entry);
    restoreState(kept, reference, entry);
    return entry;
  });
};

/** Of another meaning: what every one takes as it stands, the facts and what was decided. */
export const adoptPart: typeof restorePart = (part, reference, caseOf) => {
  const { facts = [], cases = [] } = part;
  for (const rule of part.reference ?? []) reference.keep(rule);
  for (const some of facts) restoreFacts(some.facts, caseOf(some.id));
  for (const kept of cases) restoreRecord(kept, caseOf(kept.id));
  return [];
};

const restoreRecord = (kept: KeptCase, entry: CaseEntry): void => {
  restoreFacts(kept.facts, entry);
  entry.episodes = kept.episodes.map((episode) => ({ ...episode }));
  entry.accountable = kept.accountable;
  entry.told = kept.told;
  entry.origin = kept.origin ?? 0;
};

const restoreFacts = (facts: readonly KeptFact[], entry: CaseEntry): void => {
  for (const folded of facts) {
    const hash = hashOf(folded.fact.id);
    entry.settle(entry.keep({ ...folded, hash }), folded);
  }
};

const restoreState = (kept: KeptCase, reference: Reference, entry: CaseEntry): void => {
  entry.state = stateOf(kept, reference.rules.publishedAt(kept.routeSequence) ?? defaultRoute);
  entry.foldedUpTo = kept.foldedUpTo;
  entry.firedUpTo = kept.firedUpTo ?? -Infinity;
  entry.pending = [...kept.pending];
};

const stateOf = (kept: KeptCase, route: Route): CaseState => {
  const state = Object.assign(new CaseState(kept.id, route, kept.state.openedAt), kept.state);
  state.graph = graphOf(route, kept.state.relaxed);
  for (const { id, ...leg } of kept.legs)
    Object.assign(legOf(state, id), leg, leg.tour && { tour: { ...leg.tour, path: [...leg.tour.path] } });
  const legNamed = (id: string | undefined): LegState | undefined => (id === undefined ? undefined : legOf(state, id));
  for (const clock of kept.clocks) {
    const { party, runningSince, due, resumesAt } = clock;
    const leg = legNamed(clock.leg);
    if (leg !== undefined)
      state.legClocks = append(state.legClocks, { ...clock, party, runningSince, due, resumesAt, leg });
    else if (clock.kind === 'forecast') state.forecastAt = due ?? never;
    else state.missedAt = due ?? never;
  }
  for (const stall of kept.stalls) state.stalls = append(state.stalls, { ...stall, leg: legNamed(stall.leg) });
  return state;
};

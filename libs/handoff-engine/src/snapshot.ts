import type { Instant, ReferenceFact, Route, RouteLeg } from '@baton/contracts';
import { append } from './append.ts';
import { CaseEntry, defaultRoute, newState } from './case-entry.ts';
import type { Episode } from './episode.ts';
import type { CaseClock, CaseState, LegState, OpenStall, Tour } from './case-state.ts';
import { type FactLog, type FoldedFact, hashOf } from './fact-log.ts';
import { legOf } from './legs.ts';
import type { Reference, ReferenceChange } from './reference/reference.ts';
import { graphOf } from './route-graph.ts';

/** JSON. Everything that the next entry of the ledger meets, in the middle of a bounded step too. */
export interface EngineSnapshot {
  /** Absent before the first entry. */
  readonly now?: Instant | undefined;
  readonly knownAt?: Instant | undefined;
  readonly sequence: number;
  readonly reference: readonly {
    readonly fact: ReferenceFact;
    readonly sequence: number;
    readonly recordedAt: Instant;
  }[];
  readonly cases: readonly KeptCase[];
}

type OfLeg<T> = Omit<T, 'leg'> & { readonly leg?: string | undefined };

type KeptFact = Pick<FoldedFact, 'fact' | 'takenAt' | 'recordedAt' | 'sequence' | 'confirmed' | 'lost'>;

export interface KeptCase {
  readonly id: string;
  readonly facts: readonly KeptFact[];
  readonly state: Omit<CaseState, 'route' | 'graph' | 'legs' | 'clocks' | 'stalls' | 'plan' | 'presentPlan'>;
  /** Where the ledger published the route that the case is on; 0: nowhere yet. */
  readonly routeSequence: number;
  readonly legs: readonly (Omit<LegState, 'definition' | 'index' | 'tour'> & {
    readonly id: string;
    readonly tour?: Tour;
    /** Of a leg that the route does not have. */
    readonly definition?: RouteLeg;
    readonly index?: number;
  })[];
  readonly clocks: readonly OfLeg<CaseClock>[];
  readonly stalls: readonly OfLeg<OpenStall>[];
  readonly episodes: readonly Episode[];
  readonly accountable: string;
  readonly told: number;
  readonly foldedUpTo: Instant;
  readonly firedUpTo?: Instant | undefined;
  readonly pending: readonly ReferenceChange[];
}

const finite = (at: Instant): Instant | undefined => (Number.isFinite(at) ? at : undefined);

const ofLeg = <T extends { readonly leg: LegState | undefined }>(of: T): OfLeg<T> => ({
  ...of,
  leg: of.leg?.definition.id,
});

export const snapshotOf = (
  at: { readonly now: Instant; readonly knownAt: Instant; readonly sequence: number },
  reference: Reference,
  entries: Iterable<CaseEntry>,
): EngineSnapshot => ({
  now: finite(at.now),
  knownAt: finite(at.knownAt),
  sequence: at.sequence,
  reference: [...reference.facts],
  cases: Array.from(entries, (entry) => keptOf(entry, reference)),
});

const keptFact = ({ fact, takenAt, recordedAt, sequence, confirmed, lost }: FoldedFact): KeptFact => ({
  ...{ fact, takenAt, recordedAt, sequence, confirmed, lost },
});

const keptOf = (entry: CaseEntry, reference: Reference): KeptCase => {
  const { route, graph: _graph, legs, clocks, stalls, plan: _plan, presentPlan: _present, ...state } = entry.state;
  const { episodes, accountable, told } = entry;
  return {
    id: entry.id,
    facts: entry.facts.map(keptFact),
    state,
    routeSequence: reference.rules.sequenceOf(route),
    legs: legs.map(({ definition, index, tour, ...leg }) => ({
      id: definition.id,
      ...leg,
      ...(index < route.legs.length ? {} : { definition, index }),
      ...(tour === undefined ? {} : { tour: { ...tour, path: [...tour.path] } }),
    })),
    clocks: clocks.map(ofLeg),
    stalls: stalls.map(ofLeg),
    ...{ accountable, told, episodes: episodes.map((episode) => ({ ...episode })) },
    foldedUpTo: entry.foldedUpTo,
    firedUpTo: finite(entry.firedUpTo),
    pending: [...entry.pending],
  };
};

export const restoreCase = (kept: KeptCase, reference: Reference, log: FactLog): CaseEntry => {
  const entry = new CaseEntry(kept.id, log);
  entry.state = stateOf(kept, reference.rules.publishedAt(kept.routeSequence) ?? defaultRoute);
  for (const folded of kept.facts) {
    const hash = hashOf(folded.fact.id);
    entry.settle(entry.keep({ ...folded, hash }), folded);
  }
  entry.episodes = kept.episodes.map((episode) => ({ ...episode }));
  entry.accountable = kept.accountable;
  entry.told = kept.told;
  entry.foldedUpTo = kept.foldedUpTo;
  entry.firedUpTo = kept.firedUpTo ?? -Infinity;
  entry.pending = [...kept.pending];
  return entry;
};

const stateOf = (kept: KeptCase, route: Route): CaseState => {
  const state: CaseState = {
    ...newState(kept.id, route, kept.state.openedAt),
    ...kept.state,
    graph: graphOf(route, kept.state.relaxed),
  };
  for (const { id, ...leg } of kept.legs)
    Object.assign(legOf(state, id), leg, leg.tour && { tour: { ...leg.tour, path: [...leg.tour.path] } });
  const legNamed = (id: string | undefined): LegState | undefined => (id === undefined ? undefined : legOf(state, id));
  for (const clock of kept.clocks) {
    const { party, runningSince, due, resumesAt } = clock;
    state.clocks = append(state.clocks, { ...clock, party, runningSince, due, resumesAt, leg: legNamed(clock.leg) });
  }
  for (const stall of kept.stalls) state.stalls = append(state.stalls, { ...stall, leg: legNamed(stall.leg) });
  return state;
};

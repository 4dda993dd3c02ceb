import type { Instant, ReferenceFact, Route, RouteLeg } from '@baton/contracts';
import { append } from './append.ts';
import { CaseEntry, defaultRoute } from './case-entry.ts';
import type { Episode } from './episode.ts';
import { type CaseClock, CaseState, type LegState, type OpenStall, type Tour, never } from './case-state.ts';
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

/** Kept in another way, or made again. */
type NotKept =
  'route' | 'graph' | 'legs' | 'clocks' | 'legClocks' | 'forecastAt' | 'missedAt' | 'stalls' | 'plan' | 'presentPlan';

type OfLeg<T> = Omit<T, 'leg'> & { readonly leg?: string | undefined };

type KeptFact = Pick<FoldedFact, 'fact' | 'takenAt' | 'recordedAt' | 'sequence' | 'confirmed' | 'lost'>;

export interface KeptCase {
  readonly id: string;
  readonly facts: readonly KeptFact[];
  readonly state: Omit<CaseState, NotKept>;
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

const ownOf = ({ route: _route, graph: _graph, legs: _legs, ...state }: CaseState): KeptCase['state'] => {
  const { legClocks: _clocks, forecastAt: _forecast, missedAt: _missed, stalls: _stalls, ...rest } = state;
  const { plan: _plan, presentPlan: _present, ...own } = rest;
  return own;
};

const keptOf = (entry: CaseEntry, reference: Reference): KeptCase => {
  const { route, legs, clocks, stalls } = entry.state;
  const { episodes, accountable, told } = entry;
  return {
    id: entry.id,
    facts: entry.facts.map(keptFact),
    state: ownOf(entry.state),
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

import type { Instant, RouteLeg } from '@baton/contracts';
import type { CaseEntry } from './case-entry.ts';
import type { CaseClock, CaseState, LegState, OpenStall, Tour } from './case-state.ts';
import { decisionId } from './decision-id.ts';
import { type Episode, nameOf } from './episode.ts';
import type { FoldedFact } from './fact-log.ts';
import type { KeptRule, Reference, ReferenceChange } from './reference/reference.ts';

/** Where the engine stands in the ledger. */
export interface KeptPlace {
  /** Absent before the first entry. */
  readonly now?: Instant | undefined;
  readonly knownAt?: Instant | undefined;
  readonly sequence: number;
}

/** JSON. Everything that the next entry of the ledger meets, in the middle of a bounded step too. */
export interface EngineSnapshot extends KeptPlace {
  readonly reference: readonly KeptRule[];
  readonly cases: readonly KeptCase[];
}

/** A piece of it: the place first, rules before cases. */
export type SnapshotPart = Partial<EngineSnapshot> & {
  /** The first facts of cases that are too large for one piece; the rest of such a case follows. */
  readonly facts?: readonly Pick<KeptCase, 'id' | 'facts'>[];
};

/** Kept in another way, or made again. */
type NotKept =
  'route' | 'graph' | 'legs' | 'clocks' | 'legClocks' | 'forecastAt' | 'missedAt' | 'stalls' | 'plan' | 'presentPlan';

type OfLeg<T> = Omit<T, 'leg'> & { readonly leg?: string | undefined };

export type KeptFact = Pick<FoldedFact, 'fact' | 'takenAt' | 'recordedAt' | 'sequence' | 'confirmed' | 'lost'>;

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
  /** Absent: a case of this ledger. */
  readonly origin?: number;
}

const finite = (at: Instant): Instant | undefined => (Number.isFinite(at) ? at : undefined);

const ofLeg = <T extends { readonly leg: LegState | undefined }>(of: T): OfLeg<T> => ({
  ...of,
  leg: of.leg?.definition.id,
});

export const placeOf = (at: Required<{ [Key in keyof KeptPlace]: number }>): KeptPlace => ({
  now: finite(at.now),
  knownAt: finite(at.knownAt),
  sequence: at.sequence,
});

const keptFact = ({ fact, takenAt, recordedAt, sequence, confirmed, lost }: FoldedFact): KeptFact => ({
  ...{ fact, takenAt, recordedAt, sequence, confirmed, lost },
});

const ownOf = ({ route: _route, graph: _graph, legs: _legs, ...state }: CaseState): KeptCase['state'] => {
  const { legClocks: _clocks, forecastAt: _forecast, missedAt: _missed, stalls: _stalls, ...rest } = state;
  const { plan: _plan, presentPlan: _present, ...own } = rest;
  return own;
};

export const keptOf = (entry: CaseEntry, reference: Reference): KeptCase => {
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
    ...(entry.origin === 0 ? {} : { origin: entry.origin }),
  };
};

/** For a reader of another meaning, which may name episodes in another way: each says what it was called. */
export const withNames = (kept: KeptCase): KeptCase => ({
  ...kept,
  episodes: kept.episodes.map((episode) => ({
    ...episode,
    adoptedId: episode.adoptedId ?? decisionId(kept.id, `episode ${nameOf(episode)}`, episode.ordinal),
  })),
});

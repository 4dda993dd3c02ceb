import type { Instant, ReferenceFact, Route } from '@baton/contracts';
import { type CaseEntry, defaultRoute, newEntry } from './case-entry.ts';
import type { Episode } from './case-record.ts';
import { type CaseClock, type CaseState, type FoldedFact, type LegState, type OpenStall, legOf } from './case-state.ts';
import type { Reference, ReferenceChange } from './reference.ts';

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

export interface KeptCase {
  readonly id: string;
  readonly facts: readonly FoldedFact[];
  readonly state: Omit<CaseState, 'route' | 'legs' | 'clocks' | 'stalls' | 'plan'>;
  /** Where the ledger published the route that the case is on; 0: nowhere yet. */
  readonly routeSequence: number;
  readonly legs: readonly (Omit<LegState, 'definition' | 'index'> & { readonly id: string })[];
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

const keptOf = (entry: CaseEntry, reference: Reference): KeptCase => {
  const { route, legs, clocks, stalls, plan: _, ...state } = entry.state;
  const { episodes, accountable, told } = entry.record;
  return {
    id: entry.id,
    facts: entry.facts.map((folded) => ({ ...folded })),
    state: { ...state, ordered: [...state.ordered] },
    routeSequence: reference.sequenceOf(route),
    legs: legs.map(({ definition, index: __, ...leg }) => ({ id: definition.id, ...leg, deputies: [...leg.deputies] })),
    clocks: clocks.map(ofLeg),
    stalls: stalls.map(ofLeg),
    ...{ accountable, told, episodes: episodes.map((episode) => ({ ...episode })) },
    foldedUpTo: entry.foldedUpTo,
    firedUpTo: finite(entry.firedUpTo),
    pending: [...entry.pending],
  };
};

export const restoreCase = (kept: KeptCase, reference: Reference): CaseEntry => {
  const entry = newEntry(kept.id);
  entry.state = stateOf(kept, reference.publishedAt(kept.routeSequence) ?? defaultRoute);
  entry.facts.push(...kept.facts.map((folded) => ({ ...folded })));
  entry.record.episodes.push(...kept.episodes.map((episode) => ({ ...episode })));
  entry.record.accountable = kept.accountable;
  entry.record.told = kept.told;
  entry.foldedUpTo = kept.foldedUpTo;
  entry.firedUpTo = kept.firedUpTo ?? -Infinity;
  entry.pending = [...kept.pending];
  return entry;
};

const stateOf = (kept: KeptCase, route: Route): CaseState => {
  const ordered = [...kept.state.ordered];
  const state: CaseState = {
    ...{ ...kept.state, ordered, route, legs: [], clocks: [], stalls: [], plan: undefined },
    ...{ routeId: kept.state.routeId, needBy: kept.state.needBy, closedAt: kept.state.closedAt },
  };
  for (const { id, ...leg } of kept.legs) Object.assign(legOf(state, id), leg, { deputies: [...leg.deputies] });
  const legNamed = (id: string | undefined): LegState | undefined => (id === undefined ? undefined : legOf(state, id));
  for (const clock of kept.clocks) {
    const { party, runningSince, due, resumesAt } = clock;
    state.clocks.push({ ...clock, party, runningSince, due, resumesAt, leg: legNamed(clock.leg) });
  }
  for (const stall of kept.stalls) state.stalls.push({ ...stall, leg: legNamed(stall.leg) });
  return state;
};

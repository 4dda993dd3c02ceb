import type { Decision, StallHeader, StallRaised } from '@baton/contracts';
import type { Change, CollectionDefinition, Document } from '@baton/read-model';
import type { LedgerRow } from '../ledger-reader/ledger-row.ts';
import type { Lookup, Projection } from '../ledger-reader/projection.ts';

type OptionsProposed = Extract<Decision, { type: 'options-proposed' }>;

/** One episode of a stall, as the board needs it. */
export interface StalledBaton extends Document {
  readonly state: 'open' | 'cleared' | 'retracted';
  readonly caseId: string;
  readonly kind: string;
  /** Milliseconds; the last moment at which acting still helps. */
  readonly actBy: number | null;
  readonly raisedAt: number;
  readonly endedAt: number | null;
  readonly raised: StallRaised;
  readonly proposed: Pick<OptionsProposed, 'options' | 'neverOffered'> | null;
}

export const stalledBatons: CollectionDefinition = {
  name: 'stalled-batons',
  version: 3,
  reader: 'ledger-reader',
  indexes: [
    { name: 'by-state', fields: ['state', 'actBy'] },
    { name: 'by-age', fields: ['raisedAt'] },
    { name: 'by-case', fields: ['caseId', 'raisedAt'] },
  ],
};

export const stalledBatonsProjection: Projection = {
  collection: stalledBatons,

  looksUp: ({ append }: LedgerRow) => append.decisions.flatMap((one) => ('episode' in one ? [one.episode] : [])),

  changes({ append }: LedgerRow, lookup: Lookup): readonly Change[] {
    const touched = new Map<string, StalledBaton>();
    for (const decision of append.decisions) {
      if (!('episode' in decision)) continue;
      const before = touched.get(decision.episode) ?? lookup<StalledBaton>(stalledBatons.name, decision.episode);
      const after = withDecision(before, decision);
      if (after !== undefined && after !== before) touched.set(decision.episode, after);
    }
    return Array.from(touched.values(), (document) => ({ collection: stalledBatons.name, kind: 'put', document }));
  },
};

type OfEpisode = Extract<Decision, StallHeader>;

const withDecision = (stall: StalledBaton | undefined, decision: OfEpisode): StalledBaton | undefined => {
  if (decision.type === 'stall-raised') return raised(decision);
  if (stall === undefined) return undefined;
  switch (decision.type) {
    case 'stall-cleared':
      return { ...stall, state: 'cleared', endedAt: decision.dueAt };
    case 'stall-retracted':
      return { ...stall, state: 'retracted', endedAt: decision.knownAt };
    case 'options-proposed':
      return { ...stall, proposed: { options: decision.options, neverOffered: decision.neverOffered } };
    case 'rung-fired':
      return stall;
  }
};

const raised = (decision: StallRaised): StalledBaton => ({
  id: decision.episode,
  state: 'open',
  caseId: decision.caseId,
  kind: decision.kind,
  actBy: decision.actBy ?? null,
  raisedAt: decision.dueAt,
  endedAt: null,
  raised: decision,
  proposed: null,
});

import type { FactRefusal } from '@baton/contracts';
import type { Change, CollectionDefinition, Document } from '@baton/read-model';
import { type LedgerRow, isCaseFact } from '../ledger-reader/ledger-row.ts';
import type { Projection } from '../ledger-reader/projection.ts';
import { actDigest } from './act-digest.ts';

/** What became of one published event. Its id is `source`, a space and `id`. */
export interface EventOutcome extends Document {
  readonly shard: number;
  readonly revision: number;
  readonly caseId: string | null;
  readonly outcome: 'folded' | 'refused' | 'set-aside';
  readonly refusal: FactRefusal | null;
  readonly detail: string | null;
  readonly flags: readonly string[];
  /** Of an act through this service: the same Idempotency-Key with another one is refused. */
  readonly act: string | null;
}

export const eventOutcomes: CollectionDefinition = {
  name: 'event-outcomes',
  version: 3,
  reader: 'ledger-reader',
  indexes: [{ name: 'by-id', fields: [] }],
};

/** Our own services' events are mapped: their facts carry `#n` behind the event's key. Ids of others may end so too. */
export const eventKeyOf = (factId: string): string => factId.replace(/^(\/baton\/.*)#\d+$/, '$1');

export const eventOutcomesProjection: Projection = {
  collection: eventOutcomes,

  changes({ append, shard, revision }: LedgerRow): readonly Change[] {
    const outcomes = new Map<string, EventOutcome>();
    for (const fact of append.facts) {
      const id = eventKeyOf(fact.id);
      const caseId = isCaseFact(fact) ? fact.caseId : null;
      const said = { refusal: null, detail: null, flags: [], act: actDigest(fact) };
      outcomes.set(id, { id, shard, revision, caseId, outcome: 'folded', ...said });
    }
    for (const { event, caseId = null, because } of append.setAside ?? []) {
      const id = eventKeyOf(event);
      outcomes.set(id, {
        id,
        shard,
        revision,
        caseId,
        outcome: 'set-aside',
        refusal: null,
        detail: because,
        flags: [],
        act: null,
      });
    }
    for (const decision of append.decisions) {
      if (decision.type !== 'fact-refused' && decision.type !== 'fact-flagged') continue;
      const id = eventKeyOf(decision.fact);
      const before = outcomes.get(id);
      if (before === undefined) continue;
      const { detail } = decision;
      if (decision.type === 'fact-refused')
        outcomes.set(id, { ...before, outcome: 'refused', refusal: decision.refusal, detail });
      else outcomes.set(id, { ...before, flags: [...before.flags, decision.flag] });
    }
    return Array.from(outcomes.values(), (document) => ({ collection: eventOutcomes.name, kind: 'put', document }));
  },
};

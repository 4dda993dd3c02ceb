import type { SilenceMatcher } from '@baton/contracts';
import type { Change, CollectionDefinition, Document } from '@baton/read-model';
import type { LedgerRow } from '../ledger-reader/ledger-row.ts';
import type { Projection } from '../ledger-reader/projection.ts';

/** Who does not want to hear of what, why, and until when (milliseconds). */
export interface Silence extends Document {
  readonly matcher: SilenceMatcher;
  readonly author: string;
  readonly reason: string;
  readonly until: number;
}

export const silences: CollectionDefinition = {
  name: 'silences',
  version: 1,
  reader: 'ledger-reader',
  indexes: [{ name: 'by-end', fields: ['until'] }],
};

/** Every shard records every silence: one of them is enough. */
const readShard = 0;

export const silencesProjection: Projection = {
  collection: silences,

  changes({ append, shard }: LedgerRow): readonly Change[] {
    const changes = new Map<string, Change>();
    for (const fact of shard === readShard ? append.facts : []) {
      if (fact.type === 'baton.rules.silence-set.v1') {
        const { silence: id, matcher, actor: author, reason, until } = fact;
        const document: Silence = { id, matcher, author, reason, until };
        changes.set(id, { collection: silences.name, kind: 'put', document });
      } else if (fact.type === 'baton.rules.silence-ended.v1')
        changes.set(fact.silence, { collection: silences.name, kind: 'remove', id: fact.silence });
    }
    return [...changes.values()];
  },
};

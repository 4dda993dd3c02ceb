import type { Change, CollectionDefinition, Document } from '@baton/read-model';
import { type LedgerRow, casesOf, isCaseFact } from '../ledger-reader/ledger-row.ts';
import type { Projection } from '../ledger-reader/projection.ts';

/** Says which appends of the ledger speak of a case; what concerns all cases stands under the empty one. */
export interface CaseEntryPlace extends Document {
  readonly caseId: string;
  readonly shard: number;
  readonly revision: number;
}

export const caseEntries: CollectionDefinition = {
  name: 'case-entries',
  version: 2,
  reader: 'ledger-reader',
  indexes: [{ name: 'by-case', fields: ['caseId', 'shard', 'revision'] }],
};

export const caseEntriesProjection: Projection = {
  collection: caseEntries,

  changes({ append, shard, revision }: LedgerRow): readonly Change[] {
    const ids = casesOf(append);
    const concernsAll = append.meaningChanged !== undefined || append.facts.some((fact) => !isCaseFact(fact));
    if (concernsAll) ids.push('');
    return ids.map((caseId) => ({
      collection: caseEntries.name,
      kind: 'put',
      document: { id: `${caseId} ${shard}.${revision}`, caseId, shard, revision },
    }));
  },
};

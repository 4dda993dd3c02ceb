import type { Change, CollectionDefinition } from '@baton/read-model';
import type { LedgerRow } from './ledger-row.ts';

/** Reads a document as it will be once the changes so far of this row are kept. */
export type Lookup = <D>(collection: string, id: string) => Promise<D | undefined>;

/** What one read model makes of an append. Pure but for the lookup; deleting it is deleting its folder. */
export interface Projection {
  readonly collection: CollectionDefinition;
  changes(row: LedgerRow, lookup: Lookup): Promise<readonly Change[]>;
}

import type { Change, CollectionDefinition } from '@baton/read-model';
import type { LedgerRow } from './ledger-row.ts';

/** A document as it will be once the changes so far of this row are kept. Of what some projection looks up alone. */
export type Lookup = <D>(collection: string, id: string) => D | undefined;

/** What one read model makes of an append. Pure; deleting it is deleting its folder. */
export interface Projection {
  readonly collection: CollectionDefinition;
  /** Ids of its own collection that it looks up for the row: those of many rows are read at once. */
  looksUp?(row: LedgerRow): Iterable<string>;
  changes(row: LedgerRow, lookup: Lookup): readonly Change[];
}

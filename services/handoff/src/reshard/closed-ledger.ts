import type { Generation, LedgerAppend } from '@baton/contracts';
import type { HandoffEngine } from '@baton/handoff-engine';

/** A ledger of the generation before, and what it had come to at its last append. */
export interface ClosedLedger {
  readonly ledger: number;
  readonly revision: number;
  readonly engine: HandoffEngine;
  /** Its last append. */
  readonly last: LedgerAppend;
}

/** What is to be told of the ledgers that a generation begins with. */
export interface Succession {
  readonly closed: readonly ClosedLedger[];
  readonly next: Generation;
}

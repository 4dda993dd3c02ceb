import type { Decision } from './decisions.ts';
import type { Instant } from './envelope.ts';
import type { Fact } from './facts.ts';

/**
 * One append to a shard's ledger, stored as one event of type `ledger-append` in stream `ledger-<shard>`.
 * Its facts are folded in their order at `recordedAt`; `decisions` are all that came of that, in order.
 * An append without facts is time passing (`advance`) up to `recordedAt`, or the continuation of the one before.
 */
export interface LedgerAppend {
  /** Version of the engine's meaning. */
  readonly meaning: number;
  readonly recordedAt: Instant;
  /** Position of the input that has been folded when this append is stored: source → opaque position. */
  readonly input: Readonly<Record<string, string>>;
  readonly facts: readonly Fact[];
  readonly decisions: readonly Decision[];
  /** Events of the input that are not among the facts, and why: no map knows them, or they could not be folded. */
  readonly setAside?: readonly SetAside[];
  /** The first append of a new meaning: its decisions are the differences of the open cases, its facts none. */
  readonly meaningChanged?: { readonly from: number };
  /** More decisions of the same input follow in the next append. */
  readonly unfinished?: true;
}

export interface SetAside {
  /** `source` + space + `id` of the CloudEvent. */
  readonly event: string;
  readonly caseId?: string;
  readonly because: string;
}

export const ledgerStream = (shard: number): string => `ledger-${shard}`;
export const ledgerAppendType = 'ledger-append';

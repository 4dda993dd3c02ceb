import type { Decision } from './decisions.ts';
import type { Instant } from './envelope.ts';
import type { Fact } from './facts.ts';

/**
 * One append to a shard's ledger, stored as one event of type `ledger-append` in stream `ledger-<number>`.
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
  /** The first appends of a ledger whose cases and rules come from the ledgers of the generation before. */
  readonly carried?: Carried;
  /** The last append of a ledger whose cases go on in the next generation, which has so many shards. */
  readonly closed?: { readonly shards: number };
}

/** What ledgers had come to when they were closed, or a part of it. */
export interface Carried {
  /** The last append of the ledger that the cases come from; absent: rules, which all of them had. */
  readonly from?: { readonly ledger: number; readonly revision: number };
  /** As the engine of this meaning keeps it; of another meaning only facts and what was decided count. */
  readonly state: unknown;
}

/**
 * The ledgers that were written at the same time: `shards` of them, the one of shard 0 is number `first`. Ledgers are
 * numbered through all generations, so that each has a name of its own.
 */
export interface Generation {
  readonly first: number;
  readonly shards: number;
}

export interface SetAside {
  /** `source` + space + `id` of the CloudEvent. */
  readonly event: string;
  readonly caseId?: string;
  readonly because: string;
}

/** Of the ledger with that number, which is its shard's as long as nobody has changed the number of shards. */
export const ledgerStream = (ledger: number): string => `ledger-${ledger}`;
export const ledgerAppendType = 'ledger-append';

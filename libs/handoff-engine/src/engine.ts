import type { Decision, Fact, Instant, LedgerAppend } from '@baton/contracts';
import type { KeptCase, KeptPlace, SnapshotPart } from './snapshot.ts';

/** Bump when the same facts would make other decisions. */
export const meaning = 4;

/** A case at which the engine threw; it is left alone until its next fact. */
export interface FailedCase {
  readonly caseId: string;
  readonly because: string;
}

export interface Advanced {
  readonly decisions: readonly Decision[];
  /** False: the limit was reached before `to`; call again, new input waits. */
  readonly done: boolean;
  readonly failed?: readonly FailedCase[];
}

/** How much may be done at once, and where cases go at which the engine throws. */
export interface Bounds {
  readonly limit: number;
  readonly failed: FailedCase[] | undefined;
}

export const unbounded: Bounds = { limit: Infinity, failed: undefined };

/** A pure, synchronous function of the ledger, held as state. One engine a shard. */
export interface Engine {
  /** Folds one fact that the ledger recorded at `recordedAt`; first does everything that was due by then. */
  apply(fact: Fact, recordedAt: Instant): readonly Decision[];
  /**
   * Folds one append that the ledger has already, with all that was due by then: the same state as `apply` and
   * `advance`, without saying again what was decided. A ledger has each fact once; it is not looked for.
   */
  replay(facts: readonly Fact[], recordedAt: Instant): void;
  /** Fires what is due at or before `to`, in due order, ties by (case, leg, kind), at most about `limit` decisions. */
  advance(to: Instant, limit?: number): Advanced;
  /** The next instant at which `advance` would decide something. */
  nextDue(): Instant | undefined;
  /** Takes an append of an older meaning as it stands: its facts, and what was decided then. `changeMeaning` follows. */
  adopt(append: LedgerAppend): void;
  /** Folds every case anew after older appends were adopted; answers where this meaning differs, open cases only. */
  changeMeaning(at: Instant): readonly Decision[];
  /** JSON; `restore` of it and the facts after it give the same state and decisions as all the facts. */
  snapshot(): unknown;
  /** Where it stands, and its cases one at a time: a snapshot that need not be had at once. */
  readonly place: KeptPlace;
  kept(isWanted?: (caseId: string) => boolean): Iterable<KeptCase>;
  /** The parts of a snapshot in order make of a new engine what `restore` would. */
  take(part: SnapshotPart): void;
}

import type { Decision, Fact, Instant } from '@baton/contracts';

/** Bump when the same facts would make other decisions. */
export const meaning = 1;

export interface Advanced {
  readonly decisions: readonly Decision[];
  /** False: the limit was reached before `to`; call again, new input waits. */
  readonly done: boolean;
}

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
  /** JSON; `restore` of it and the facts after it give the same state and decisions as all the facts. */
  snapshot(): unknown;
}

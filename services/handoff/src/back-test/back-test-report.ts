import type { Instant, StallKind } from '@baton/contracts';

export interface BeforeAfter<T> {
  /** Under the rules of the ledger. */
  readonly before: T;
  /** Under those that were tried. */
  readonly after: T;
}

/** One episode that was not retracted. */
export interface StallAt {
  readonly kind: StallKind;
  readonly caseId: string;
  readonly leg?: string;
  readonly raisedAt: Instant;
}

export interface KindCounts extends BeforeAfter<number> {
  readonly kind: StallKind;
  readonly gained: number;
  readonly lost: number;
  /** Raised in both, but at another instant. */
  readonly earlier: number;
  readonly later: number;
}

/** Milliseconds; none without a value. */
export interface Spread {
  readonly lowerQuartile: number;
  readonly median: number;
  readonly upperQuartile: number;
}

export interface Misses {
  readonly cases: number;
  /** Of them, with a stall before the need-by passed. */
  readonly warned: number;
  /** Elapsed time from the first warning to the need-by, of those that were warned. */
  readonly leadTime?: Spread;
}

export interface FalseAlarms {
  /** Cases with a need-by that were closed in time. */
  readonly inTime: number;
  /** Of them, with a stall all the same; without those that a special handling has saved. */
  readonly warned: number;
  readonly saved: number;
  /** Their stalls. */
  readonly warnings: number;
  readonly byKind: Readonly<Partial<Record<StallKind, number>>>;
}

export interface Called extends BeforeAfter<number> {
  readonly party: string;
  readonly rung: number;
  readonly channel: string;
}

/** What other rules would have made of the same facts. */
export interface BackTestReport {
  readonly from: Instant;
  readonly to: Instant;
  readonly facts: number;
  readonly cases: number;
  /** `policy default version 2`. */
  readonly tried: readonly string[];
  readonly stalls: {
    readonly byKind: readonly KindCounts[];
    readonly gained: readonly StallAt[];
    readonly lost: readonly StallAt[];
  };
  readonly misses: BeforeAfter<Misses>;
  readonly falseAlarms: BeforeAfter<FalseAlarms>;
  /** Calls that would have gone out, silenced ones left out; the largest change first. */
  readonly calls: readonly Called[];
}

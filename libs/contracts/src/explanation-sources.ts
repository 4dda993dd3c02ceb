import type { Instant } from './envelope.ts';

/** A route or a policy, in the version that counts for the case. Version 0: nobody has published a route. */
export interface RuleVersion {
  readonly rule: 'route' | 'policy';
  readonly id: string;
  readonly version: number;
  /** The file that it was published from, and what that file hashes to. */
  readonly source?: string;
  readonly hash?: string;
}

/** Working hours as they were published. */
export interface CalendarVersion {
  readonly id: string;
  readonly revision: number;
  readonly zone: string;
  readonly source: string;
  readonly hash: string;
  /** Local date, included. */
  readonly validThrough: string;
}

/** Where a typical duration comes from. */
export type TypicalSource =
  | { readonly from: 'route'; readonly rule: RuleVersion }
  | {
      readonly from: 'learned';
      readonly id: string;
      readonly version: number;
      readonly quantile: number;
      readonly samples: number;
      readonly hash?: string;
    }
  | { readonly from: 'special-handling'; readonly handling: string };

/** One leg that remains, as it would go on. */
export interface ProjectedStep {
  readonly leg: string;
  readonly party: string;
  readonly start: Instant;
  /** None: never, or nobody knows how long it takes. */
  readonly finish?: Instant;
  /** Elapsed time that absences cost. */
  readonly costs: number;
  /** Working time that it usually takes, and what of that is left. */
  readonly typical?: number;
  readonly left?: number;
  readonly source?: TypicalSource;
}

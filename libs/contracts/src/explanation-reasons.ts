import type { Instant } from './envelope.ts';
import type { CalendarVersion, ProjectedStep, RuleVersion, TypicalSource } from './explanation-sources.ts';
import type { Rung } from './rules.ts';

/** Why the condition of a stall does not hold. */
export type Lack =
  | 'case-ended'
  | 'not-begun'
  | 'not-offered'
  | 'on-offer'
  | 'taken'
  | 'completed'
  | 'no-budget'
  | 'paused'
  | 'never-due'
  | 'nobody-away'
  | 'elapsed-leg'
  | 'unknown-duration'
  | 'no-limit'
  | 'absence-costs-nothing'
  | 'in-time-anyway'
  | 'somebody-there'
  | 'no-roster'
  | 'needs-nothing'
  | 'all-there'
  | 'few-hops'
  | 'no-need-by'
  | 'inside'
  | 'nothing-left'
  | 'superseded';

/** Of the four, `offer` is the time within which the next leg should be offered. */
export interface BudgetReason {
  readonly type: 'budget';
  readonly budget: 'accept' | 'finish' | 'progress' | 'offer';
  readonly leg: string;
  /** In whose working time it is counted, unless it is elapsed time. */
  readonly party: string;
  readonly counting: 'working' | 'elapsed';
  readonly size: number;
  readonly from: RuleVersion;
  readonly startedAt?: Instant;
  readonly consumed: number;
  /** None: it is used up, or paused. */
  readonly runningSince?: Instant;
  readonly due?: Instant;
  readonly usedUpAt?: Instant;
  /** What went by after that, counted alike. */
  readonly over?: number;
}

export type Reason =
  | BudgetReason
  | { readonly type: 'paused'; readonly cause: string; readonly since: Instant; readonly until?: Instant }
  /** The offer ends by itself. */
  | { readonly type: 'validity'; readonly leg: string; readonly until: Instant }
  /** No calendar: nobody has published hours for the party, and every hour counts. */
  | {
      readonly type: 'calendar';
      readonly party: string;
      readonly calendars: readonly CalendarVersion[];
      /** What was looked up lies beyond `validThrough`. */
      readonly provisional?: true;
    }
  /** Of the leg, counted back; `present`: with the absences and stand-ins known, none where that cannot be kept. */
  | {
      readonly type: 'need-by';
      readonly needBy: Instant;
      readonly leg?: string;
      readonly latestStart?: Instant;
      readonly latestFinish?: Instant;
      readonly presentLatestStart?: Instant;
      readonly presentLatestFinish?: Instant;
    }
  /** When the party itself would finish the leg, with its absences and without. None: never. */
  | {
      readonly type: 'leg-finish';
      readonly leg: string;
      readonly party: string;
      readonly withAbsences?: Instant;
      readonly without?: Instant;
      readonly limit: Instant;
      /** `budgets`: there is no need-by, and the leg may take what its budgets allow. */
      readonly limitFrom: 'latest-finish' | 'budgets';
      readonly typical: number;
      readonly source: TypicalSource;
    }
  /** No finish: never, or nobody knows how long a leg takes. Its steps follow. */
  | { readonly type: 'projection'; readonly finish?: Instant }
  | ({ readonly type: 'step' } & ProjectedStep)
  /** The leg and the party whose absences cost most. */
  | { readonly type: 'eater'; readonly leg: string; readonly party: string; readonly costs: number }
  | { readonly type: 'absence'; readonly party: string; readonly from: Instant; readonly until: Instant }
  /** Accepted: the other may take what the party is offered, in that span. */
  | {
      readonly type: 'delegation';
      readonly party: string;
      readonly to: string;
      readonly from?: Instant;
      readonly until?: Instant;
    }
  /** Granted for the leg and in force. */
  | {
      readonly type: 'handling';
      readonly leg: string;
      readonly handling: string;
      readonly class: 'policy' | 'standard';
      readonly rule: string;
      readonly grantedBy: string;
    }
  | { readonly type: 'deputies'; readonly leg: string; readonly deputies: readonly string[] }
  /** `unknown`: no roster has the party. `empty`: it is a role or a team without anybody in it. */
  | {
      readonly type: 'vacancy';
      readonly party: string;
      readonly vacant: 'unknown' | 'empty';
      readonly owner: string;
    }
  | {
      readonly type: 'missing';
      readonly leg: string;
      readonly needs: readonly string[];
      readonly missing: readonly string[];
      /** How often the leg came back for the last reason given. */
      readonly returns?: number;
    }
  | {
      readonly type: 'hops';
      readonly leg: string;
      readonly hops: number;
      readonly mostHops: number;
      readonly returns: number;
      readonly mostReturns: number;
      readonly path: readonly string[];
      /** None: what Baton does without a policy. */
      readonly from?: RuleVersion;
    }
  /** `calls`: whom the next rung would call as things stand; nobody: it is skipped. */
  | {
      readonly type: 'ladder';
      readonly rungs: number;
      readonly passed: number;
      readonly from: RuleVersion;
      readonly next?: {
        readonly whom: Rung['whom'];
        readonly calls: readonly string[];
        readonly channel: string;
        /** None: somebody has the stall in hand, or nobody works any more. */
        readonly due?: Instant;
      };
    }
  | {
      readonly type: 'hold';
      readonly hold: 'acknowledged' | 'snoozed';
      readonly by: string;
      readonly since: Instant;
      readonly until: Instant;
    }
  | { readonly type: 'silence'; readonly silence: string; readonly reason: string; readonly until: Instant }
  /** Why not. */
  | {
      readonly type: 'condition';
      readonly lacks: Lack;
      readonly party?: string;
      readonly at?: Instant;
      readonly limit?: Instant;
    }
  /** The same stall was there before: when it was, the last time. */
  | {
      readonly type: 'earlier';
      readonly since: Instant;
      readonly until?: Instant;
      readonly retracted: boolean;
      readonly times: number;
    };

export type ReasonOf<Type extends Reason['type']> = Extract<Reason, { type: Type }>;

import type { Instant } from './envelope.ts';
import type { Impact } from './fact-header.ts';
import type { ClearedBecause, FactFlag, FactRefusal } from './reasons.ts';
import type { Handling } from './rules.ts';
import type { StallKind } from './stall-kinds.ts';

/** `dueAt`: when it was due by the clocks; `knownAt`: when the ledger could know it. */
interface DecisionHeader {
  /** Hash of (case, leg, kind, ordinal of the episode, decision type, rung or ordinal): replay gives the same. */
  readonly id: string;
  readonly caseId: string;
  readonly dueAt: Instant;
  readonly knownAt: Instant;
}

export interface StallHeader extends DecisionHeader {
  /** One episode runs from raised to cleared or retracted. */
  readonly episode: string;
  readonly kind: StallKind;
  /** None for `forecast` and `missed`. */
  readonly leg?: string;
  /** Stalls that wait for the same party have the same: readers make one alert of them, across cases and shards. */
  readonly group: string;
  /** The leg of the case that stands still: of the stalls with the same key, those that cause mute those that follow. */
  readonly inhibition: string;
}

/** Everything that the sentence of the alert is made from. */
export interface StallRaised extends StallHeader {
  readonly type: 'stall-raised';
  readonly title: string;
  readonly impact: Impact;
  readonly customer: string;
  /** Whose move is next. */
  readonly party?: string;
  readonly accountable: string;
  readonly needBy?: Instant;
  /** The last moment at which finishing the leg still helps: the leg's latest finish. */
  readonly actBy?: Instant;
  readonly projectedFinish?: Instant;
  /** Of the leg, by the party itself. */
  readonly legFinish?: Instant;
  readonly legFinishPresent?: Instant;
  readonly away?: { readonly from: Instant; readonly until: Instant };
  readonly offeredAt?: Instant;
  readonly acceptedAt?: Instant;
  readonly budget?: number;
  /** The last instant that was still inside, for what time alone brings about. */
  readonly lastInside?: Instant;
  /** The calendar that the answer depends on ends before it. */
  readonly provisional?: true;
  /** `incomplete`: what the receiver still needs, and how often the leg was returned for that reason. */
  readonly missing?: readonly string[];
  readonly returns?: number;
  /** `runaround`: hops so far, and the parties in the order in which they were asked. */
  readonly hops?: number;
  readonly path?: readonly string[];
  /** `forecast`: the leg and the party that eat the slack, and the elapsed time that they cost. */
  readonly eater?: { readonly leg: string; readonly party: string; readonly costs: number };
  /** Of the ladder that it climbs. */
  readonly policy?: { readonly id: string; readonly version: number };
}

export interface Option {
  readonly handling: string;
  readonly kind: Handling['kind'];
  readonly class: 'policy' | 'standard';
  readonly approval?: 'before' | 'after';
  readonly rule: string;
  readonly ruleTitle: string;
  readonly mayGrant: readonly string[];
  readonly to?: string;
  readonly projectedFinish?: Instant;
  /** Milliseconds of elapsed time by which the projected finish comes earlier. */
  readonly saves?: number;
}

export type Decision =
  | (DecisionHeader & {
      readonly type: 'accountability-moved';
      readonly leg?: string;
      readonly from?: string;
      readonly to: string;
    })
  | StallRaised
  | (StallHeader & { readonly type: 'stall-cleared'; readonly because: ClearedBecause })
  | (StallHeader & { readonly type: 'stall-retracted'; readonly because: string })
  | (StallHeader & {
      readonly type: 'rung-fired';
      readonly rung: number;
      readonly whom: readonly string[];
      readonly channel: string;
      /** The silence that keeps it from being sent. */
      readonly silenced?: string;
    })
  | (StallHeader & {
      readonly type: 'options-proposed';
      readonly options: readonly Option[];
      /** Rules that stand in the way and are law: said, never offered. */
      readonly neverOffered: readonly { readonly rule: string; readonly ruleTitle: string }[];
    })
  | (DecisionHeader & {
      readonly type: 'deadline-moved';
      readonly leg?: string;
      readonly clock: string;
      readonly old?: Instant;
      readonly new?: Instant;
      readonly because: string;
    })
  | (DecisionHeader & {
      readonly type: 'heads-up';
      readonly leg: string;
      readonly party: string;
      readonly latestStart?: Instant;
      readonly latestFinish?: Instant;
      readonly acceptBy?: Instant;
      /** Nothing is on offer yet: when the baton will come. */
      readonly expectedAt?: Instant;
    })
  | (DecisionHeader & { readonly type: 'receipt'; readonly customer: string })
  /** A leg is completed: what the customer may be told. */
  | (DecisionHeader & {
      readonly type: 'progress';
      readonly customer: string;
      readonly leg: string;
      /** Legs completed, of all legs of the route. */
      readonly done: number;
      readonly of: number;
      readonly projectedFinish?: Instant;
    })
  /** At the end of a case: what became of a special handling. */
  | (DecisionHeader & {
      readonly type: 'special-handling-outcome';
      readonly leg: string;
      readonly handling: string;
      readonly class: 'policy' | 'standard';
      readonly rule: string;
      readonly grantedBy: string;
      /** `saved`: without it the need-by would have been missed, as was projected when it was granted. */
      readonly outcome: 'saved' | 'in-time' | 'missed' | 'cancelled';
      readonly projectedWithout?: Instant;
    })
  | (DecisionHeader & {
      readonly type: 'special-handling-ordered';
      readonly leg: string;
      readonly handling: string;
      readonly kind: Handling['kind'];
      readonly class: 'policy' | 'standard';
      readonly rule: string;
      readonly to?: string;
      readonly grantedBy: string;
      readonly reason: string;
    })
  | (DecisionHeader & {
      readonly type: 'fact-flagged';
      readonly fact: string;
      readonly flag: FactFlag;
      readonly detail: string;
    })
  | (DecisionHeader & {
      readonly type: 'fact-refused';
      readonly fact: string;
      readonly refusal: FactRefusal;
      readonly detail: string;
    });

export type DecisionType = Decision['type'];

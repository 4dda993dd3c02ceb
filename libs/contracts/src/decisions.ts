import type { Instant } from './envelope.ts';
import type { Handling, Impact } from './facts.ts';

/** The kinds of stall that the engine knows today; each is one file in `handoff-engine/src/stalls`. */
export type StallKind = 'unaccepted' | 'overrun' | 'absent' | 'missed';

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
  /** None for `missed`. */
  readonly leg?: string;
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
}

export interface Option {
  readonly handling: string;
  readonly kind: Handling['kind'];
  readonly class: 'policy' | 'standard';
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
    })
  | (DecisionHeader & { readonly type: 'receipt'; readonly customer: string })
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

export type ClearedBecause =
  | 'accepted'
  | 'declined'
  | 'withdrawn'
  | 'lapsed'
  | 'offered-to-another'
  | 'completed'
  | 'passed-on'
  | 'deputy-accepted'
  | 'absence-over'
  | 'condition-over'
  | 'closed'
  | 'case-cancelled'
  | 'need-by-moved';
export type FactFlag = 'late' | 'implicit' | 'irregular' | 'future';
export type FactRefusal =
  'not-on-offer' | 'already-taken' | 'lacks-authority' | 'unknown-handling' | 'law-is-never-bent' | 'case-closed';
export type DecisionType = Decision['type'];

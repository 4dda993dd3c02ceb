import type { Instant } from './envelope.ts';
import type { Lack, Reason } from './explanation-reasons.ts';
import type { RuleVersion } from './explanation-sources.ts';
import type { StallKind } from './stall-kinds.ts';
import type { PartyView } from './views.ts';

/**
 * Why a stall is there, will come, or is not there. Instants and durations in milliseconds. `would-stall-at`: not now,
 * but then, if nothing but time passes.
 */
export type Verdict = 'stalled' | 'would-stall-at' | 'not-stalled';

/** About one kind of stall and, but for `forecast` and `missed`, one leg. */
export interface Finding {
  readonly kind: StallKind;
  readonly leg?: string;
  readonly verdict: Verdict;
  /** When it was raised: `stalled`. */
  readonly since?: Instant;
  /** When it would be: `would-stall-at`. */
  readonly at?: Instant;
  readonly reasons: readonly Reason[];
  /** Of the stall that is there: every decision that names it belongs to the evidence too. */
  readonly episode?: string;
  /** Ids of the facts and decisions that it rests on. */
  readonly evidence: readonly string[];
}

export interface Explanation {
  readonly caseId: string;
  readonly asOf: Instant;
  /** What stalls, the oldest first; what would, the next first; what does not. */
  readonly findings: readonly Finding[];
  /** The route and the policy in force for the case. */
  readonly rules: readonly RuleVersion[];
}

/** One entry of the ledger that a finding rests on. */
export interface EvidenceView {
  /** Ledger position, `append.index`. */
  readonly position: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly type: string;
  readonly sentence: string;
}

export interface FindingView {
  readonly kind: StallKind;
  readonly leg?: string;
  readonly verdict: Verdict;
  readonly episode?: string;
  readonly since?: string;
  readonly at?: string;
  /** Of the sentences, `**` marks the decisive words. */
  readonly conclusion: string;
  /** Why it is not so, where the conclusion says it. */
  readonly lacks?: Lack;
  /** `detail`: what the sentence is made from, as the engine gives it, instants in milliseconds. */
  readonly reasons: readonly { readonly sentence: string; readonly detail: Reason }[];
  readonly entries: readonly EvidenceView[];
}

export interface ExplanationView {
  readonly caseId: string;
  readonly title: string;
  readonly asOf: string;
  readonly status: 'open' | 'closed' | 'cancelled';
  readonly accountable: PartyView;
  readonly findings: readonly FindingView[];
  readonly rules: readonly { readonly sentence: string; readonly detail: RuleVersion }[];
  /** IANA zone in which the sentences say instants. */
  readonly zone: string;
}

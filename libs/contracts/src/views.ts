import type { Decision, Option } from './decisions.ts';
import type { StallKind } from './stall-kinds.ts';
import type { Impact } from './fact-header.ts';

/** What the HTTP interface answers. Instants are RFC 3339 text in UTC, durations milliseconds. */
export interface PartyView {
  readonly id: string;
  readonly name: string;
}

export interface SentenceView {
  /** The conclusion. */
  readonly title: string;
  /** The reasons, each a sentence; `**` marks the decisive words. */
  readonly reasons: readonly string[];
  /** What the best way out would be, as the label of a button; none: there is no way out. */
  readonly act?: string;
  readonly actDetail?: string;
}

export interface LegView {
  readonly id: string;
  readonly title: string;
  readonly party: PartyView;
  readonly state: 'ahead' | 'offered' | 'held' | 'completed';
  /** Who may accept: the receiver, and the deputies who are on the offer too. */
  readonly receivers: readonly PartyView[];
  readonly holder?: PartyView;
  readonly offeredAt?: string;
  readonly offeredBy?: PartyView;
  readonly acceptedAt?: string;
  readonly completedAt?: string;
  readonly acceptBy?: string;
  readonly finishBy?: string;
  /** Counted back from the need-by. */
  readonly latestStart?: string;
  readonly latestFinish?: string;
  readonly typical?: number;
}

export interface StallView {
  readonly episode: string;
  readonly caseId: string;
  readonly kind: StallKind;
  readonly leg?: string;
  readonly title: string;
  readonly impact: Impact;
  readonly customer: PartyView;
  readonly party?: PartyView;
  readonly accountable: PartyView;
  /** Stalls that wait for the same have the same, across cases. */
  readonly group: string;
  readonly raisedAt: string;
  readonly knownAt: string;
  readonly clearedAt?: string;
  readonly retractedAt?: string;
  readonly needBy?: string;
  readonly projectedFinish?: string;
  readonly actBy?: string;
  /** Working time from now to `actBy`; negative when that is past. */
  readonly workingTimeLeft?: number;
  /** Somebody has it, or has put it off: nobody else is called until then. */
  readonly held?: { readonly how: 'acknowledged' | 'snoozed'; readonly by: PartyView; readonly until?: string };
  readonly sentence: SentenceView;
  /** `leg`: of which it is granted. */
  readonly options: readonly (Option & {
    readonly leg?: string;
    readonly toName?: string;
    readonly mayGrantNames: readonly string[];
  })[];
  readonly neverOffered: readonly { readonly rule: string; readonly ruleTitle: string }[];
  /** The relay, small: every leg of the route in order. */
  readonly relay: readonly {
    readonly leg: string;
    readonly title: string;
    readonly state: LegView['state'];
    readonly typical?: number;
    readonly endangered: boolean;
  }[];
}

export interface StallsPage {
  readonly asOf: string;
  readonly stalls: readonly StallView[];
  readonly counts: {
    readonly savable: number;
    readonly missed: number;
    readonly unaccepted: number;
    readonly runningWell: number;
    readonly open: number;
  };
  readonly next?: string;
  /** IANA zone in which a console says instants; without it, the viewer's own. */
  readonly zone?: string;
  /** What was recorded since then may be missing on it; absent while it follows closely. */
  readonly staleSince?: string;
}

export interface BatonView {
  readonly leg: string;
  readonly party: PartyView;
  /** Milliseconds between the projected and the latest finish; below 0 it is too late. */
  readonly slack?: number;
}

export interface CaseView {
  readonly id: string;
  readonly title: string;
  readonly route: { readonly id: string; readonly version: number; readonly title: string };
  readonly status: 'open' | 'closed' | 'cancelled';
  readonly impact: Impact;
  readonly customer: PartyView;
  readonly openedAt: string;
  readonly closedAt?: string;
  readonly needBy?: string;
  readonly accountable: PartyView;
  /** Open batons in route order, each with the one party that answers for it: several where legs run beside each other. */
  readonly batons: readonly BatonView[];
  readonly projectedFinish?: string;
  readonly asOf: string;
  readonly legs: readonly LegView[];
  readonly stalls: readonly StallView[];
  readonly absences: readonly { readonly party: PartyView; readonly from: string; readonly until: string }[];
  /** Closed hours of the route owner's calendar over the span that the page shows. */
  readonly closed: readonly { readonly from: string; readonly until: string }[];
  /** IANA zone in which a console says instants; without it, the viewer's own. */
  readonly zone?: string;
}

export interface TimelineEntry {
  /** Ledger position, `append.index`; facts and decisions of one append share the append. */
  readonly position: string;
  readonly occurredAt: string;
  readonly recordedAt: string;
  readonly kind: 'fact' | 'decision';
  readonly type: string;
  readonly leg?: string;
  readonly actor?: PartyView;
  /** Who was accountable once this entry had been folded. */
  readonly accountable: PartyView;
  readonly sentence: string;
  /** Worth a look: a stall was raised, say. */
  readonly weight: 'plain' | 'alert' | 'relief';
  /** The fact or decision as the ledger keeps it. */
  readonly evidence: unknown;
}

export interface TimelineView {
  readonly caseId: string;
  readonly asOf: string;
  readonly entries: readonly TimelineEntry[];
}

export interface InboxItem {
  readonly caseId: string;
  readonly title: string;
  readonly impact: Impact;
  readonly leg: string;
  readonly state: 'requested' | 'taken-up';
  readonly requestedAt: string;
  readonly amount: number;
  /** The latest moment at which the signature still helps; unknown until the handoff service has said it. */
  readonly latestFinish?: string;
  readonly latestStart?: string;
}

/** One message of `GET /v1/stream`; `id` of the server-sent event resumes after it. */
export type StreamMessage =
  | { readonly kind: 'decision'; readonly decision: Decision }
  | { readonly kind: 'clock'; readonly now: string }
  | { readonly kind: 'case'; readonly caseId: string };

export interface SampleView {
  readonly hospital: string;
  readonly now: string;
  readonly playing: boolean;
  /** Simulated milliseconds per real millisecond, within working hours. */
  readonly speed: number;
  /** Waiting for the operator's choice, and which way the story went. */
  readonly choice: 'ahead' | 'waiting' | 'granted' | 'let-go';
  readonly ended: boolean;
  readonly caseId?: string;
  /** IANA zone in which a console says instants; without it, the viewer's own. */
  readonly zone?: string;
}

/** RFC 9457, `application/problem+json`. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
  readonly instance?: string;
  /** For bad input: which field (JSON pointer) and what was expected; `index` within a batch. */
  readonly errors?: readonly { readonly pointer: string; readonly detail: string; readonly index?: number }[];
}

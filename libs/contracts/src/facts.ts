import type { StallKind } from './stall-kinds.ts';
import type { Instant } from './envelope.ts';
import type { FactHeader, Impact } from './fact-header.ts';
import type { ReferenceFact } from './reference-facts.ts';

interface CaseHeader extends FactHeader {
  readonly caseId: string;
}

/** Named leg, or none: then the engine takes the next leg of the route (offers) or the leg at hand (others). */
interface LegHeader extends CaseHeader {
  readonly leg?: string;
}

interface StallActHeader extends LegHeader {
  readonly kind?: StallKind;
}

export type CaseFact =
  | (CaseHeader & {
      readonly type: 'baton.case.opened.v1';
      readonly title: string;
      readonly customer: string;
      readonly route?: string;
      readonly needBy?: Instant;
      readonly impact?: Impact;
    })
  | (CaseHeader & {
      readonly type: 'baton.case.amended.v1';
      readonly title?: string;
      readonly needBy?: Instant;
      readonly impact?: Impact;
      readonly items?: readonly string[];
    })
  | (CaseHeader & { readonly type: 'baton.case.cancelled.v1'; readonly reason?: string })
  | (CaseHeader & { readonly type: 'baton.case.closed.v1' })
  | (CaseHeader & { readonly type: 'baton.case.confirmed.v1' })
  | (CaseHeader & { readonly type: 'baton.case.reopened.v1'; readonly needBy?: Instant })
  | (CaseHeader & { readonly type: 'baton.case.feedback.v1'; readonly score?: number; readonly text?: string })
  /** From then on the case runs on this route, in this version or the one in force. */
  | (CaseHeader & {
      readonly type: 'baton.case.migrated.v1';
      readonly route: string;
      readonly version?: number;
      readonly reason?: string;
    })
  | (CaseHeader & { readonly type: 'baton.case.linked.v1'; readonly to: string; readonly relation?: string })
  /** The receiver is told ahead; nothing is on offer yet. */
  | (LegHeader & { readonly type: 'baton.handoff.announced.v1'; readonly to?: string; readonly expectedAt?: Instant })
  | (LegHeader & {
      readonly type: 'baton.handoff.offered.v1';
      /** Absent: whoever the route names for the leg. */
      readonly to?: string;
      readonly items?: readonly string[];
      readonly validUntil?: Instant;
    })
  | (LegHeader & { readonly type: 'baton.handoff.accepted.v1'; readonly by?: string })
  | (LegHeader & { readonly type: 'baton.handoff.declined.v1'; readonly by?: string; readonly reason?: string })
  | (LegHeader & { readonly type: 'baton.handoff.withdrawn.v1'; readonly reason?: string })
  | (LegHeader & {
      readonly type: 'baton.handoff.returned.v1';
      readonly by?: string;
      readonly reason?: string;
      readonly missing?: readonly string[];
    })
  | (LegHeader & { readonly type: 'baton.handoff.referred.v1'; readonly by?: string; readonly to: string })
  | (LegHeader & {
      readonly type: 'baton.handoff.progressed.v1';
      readonly by?: string;
      readonly note?: string;
      readonly items?: readonly string[];
    })
  | (LegHeader & { readonly type: 'baton.handoff.paused.v1'; readonly cause: string; readonly until?: Instant })
  | (LegHeader & { readonly type: 'baton.handoff.resumed.v1' })
  | (LegHeader & {
      readonly type: 'baton.handoff.completed.v1';
      readonly by?: string;
      readonly items?: readonly string[];
    })
  | (LegHeader & {
      readonly type: 'baton.special-handling.granted.v1';
      readonly handling: string;
      readonly reason: string;
    })
  | (LegHeader & {
      readonly type: 'baton.special-handling.refused.v1';
      readonly handling: string;
      readonly reason: string;
    })
  | (LegHeader & {
      readonly type: 'baton.special-handling.carried-out.v1';
      readonly handling: string;
      readonly to?: string;
    })
  /** "I have it": pauses the ladder of the open stalls meant, all of the case when neither leg nor kind is named. */
  | (StallActHeader & {
      readonly type: 'baton.stall.acknowledged.v1';
      readonly by?: string;
      readonly until?: Instant;
      readonly note?: string;
    })
  | (StallActHeader & {
      readonly type: 'baton.stall.acknowledgement-ended.v1';
      readonly by?: string;
      readonly reason?: string;
    })
  | (StallActHeader & { readonly type: 'baton.stall.snoozed.v1'; readonly until: Instant; readonly reason?: string })
  /** A mistake: the fact of this case that is named stays on record, its effect goes. */
  | (CaseHeader & { readonly type: 'baton.fact.voided.v1'; readonly fact: string; readonly reason: string });

export type Fact = CaseFact | ReferenceFact;
export type FactType = Fact['type'];

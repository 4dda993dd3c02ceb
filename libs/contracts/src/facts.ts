import type { CalendarDefinition } from '@baton/working-time';
import type { Instant } from './envelope.ts';

/**
 * Facts are what happened, as the ledger keeps them. On the wire they are CloudEvents of the same `type`, whose
 * instants are RFC 3339 text; in the ledger instants are milliseconds.
 */
export interface FactHeader {
  /** `source` + space + `id` of the CloudEvent, and `#n` for the n-th fact that a map made of it: unique. */
  readonly id: string;
  readonly occurredAt: Instant;
  readonly actor: string;
  readonly onBehalfOf?: string;
}

interface CaseHeader extends FactHeader {
  readonly caseId: string;
}

export type Impact = 'low' | 'normal' | 'high' | 'critical';

/** Named leg, or none: then the engine takes the next leg of the route (offers) or the leg at hand (others). */
interface LegHeader extends CaseHeader {
  readonly leg?: string;
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
    });

export type ReferenceFact =
  | (FactHeader & {
      readonly type: 'baton.people.absence-declared.v1';
      /** Names this absence, so that `absence-ended` can end it; the same id again changes it. */
      readonly absence: string;
      readonly party: string;
      readonly from: Instant;
      readonly until: Instant;
      readonly cause?: string;
    })
  | (FactHeader & {
      readonly type: 'baton.people.absence-ended.v1';
      readonly absence: string;
      readonly party: string;
      readonly endedAt?: Instant;
    })
  | (FactHeader & { readonly type: 'baton.people.roster-changed.v1'; readonly parties: readonly Party[] })
  | (FactHeader & { readonly type: 'baton.rules.calendar-published.v1'; readonly calendar: CalendarDefinition })
  | (FactHeader & { readonly type: 'baton.rules.route-published.v1'; readonly route: Route });

export type Fact = CaseFact | ReferenceFact;
export type FactType = Fact['type'];

export interface Party {
  readonly id: string;
  readonly name: string;
  /** Names by language tag, where they differ from `name`. */
  readonly names?: Readonly<Record<string, string>>;
  readonly kind: 'person' | 'role' | 'team';
  readonly calendar: string;
  /** Who is called when the party itself does not move. */
  readonly manager?: string;
}

export interface Route {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  /** Owner of last resort: accountable when a role is vacant or a party unknown. */
  readonly owner: string;
  readonly legs: readonly RouteLeg[];
  readonly handlings: readonly Handling[];
  readonly ladder: readonly Rung[];
}

/** Budgets are milliseconds of working time of the leg's party; none: no such clock. */
export interface RouteLeg {
  readonly id: string;
  readonly title: string;
  /** Titles by language tag, where they differ from `title`. */
  readonly titles?: Readonly<Record<string, string>>;
  readonly party: string;
  readonly acceptBudget?: number;
  readonly finishBudget?: number;
  readonly typical?: number;
  readonly needs: readonly string[];
}

/** A bend of one rule that may be granted for one leg. `law` is listed so that it can be said, and is never offered. */
export interface Handling {
  readonly id: string;
  readonly leg: string;
  readonly kind: 'deputy' | 'skip-rule';
  readonly rule: string;
  readonly ruleTitle: string;
  /** By language tag, where they differ from `ruleTitle`. */
  readonly ruleTitles?: Readonly<Record<string, string>>;
  readonly class: 'law' | 'policy' | 'standard';
  readonly mayGrant: readonly string[];
  /** The deputy's party. */
  readonly to?: string;
}

export interface Rung {
  /** Milliseconds after the stall was raised, of the leg's party's working time unless `elapsed`. */
  readonly after: number;
  readonly elapsed?: boolean;
  readonly whom: 'holder' | 'giver' | 'receiver' | 'manager' | 'owner';
  readonly channel: string;
}

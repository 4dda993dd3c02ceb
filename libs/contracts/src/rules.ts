import type { StallKind } from './stall-kinds.ts';
import type { Impact } from './fact-header.ts';

export interface Party {
  readonly id: string;
  readonly name: string;
  /** Names by language tag, where they differ from `name`. */
  readonly names?: Readonly<Record<string, string>>;
  readonly kind: 'person' | 'role' | 'team';
  readonly calendar: string;
  /** Who is called when the party itself does not move. */
  readonly manager?: string;
  /** Of a team or a role; none at all: the role is vacant. Absent: nobody says who they are. */
  readonly members?: readonly string[];
}

/** Where a published rule comes from: the file as it was checked. */
export interface Provenance {
  readonly source?: string;
  /** `sha256:` and hexadecimal digits of the file. */
  readonly hash?: string;
}

export interface Route extends Provenance {
  readonly id: string;
  readonly version: number;
  readonly title: string;
  /** Owner of last resort: accountable when a role is vacant or a party unknown. */
  readonly owner: string;
  /** The policy that governs its cases; absent: `default`, where one is published. */
  readonly policy?: string;
  readonly legs: readonly RouteLeg[];
  readonly handlings: readonly Handling[];
  /** Where no policy has a ladder for the stall. */
  readonly ladder: readonly Rung[];
}

/** Budgets are milliseconds of working time of the leg's party; none: no such clock. */
export interface RouteLeg {
  readonly id: string;
  readonly title: string;
  /** Titles by language tag, where they differ from `title`. */
  readonly titles?: Readonly<Record<string, string>>;
  readonly party: string;
  /** The legs that must be completed before it starts; absent: the one listed before it. None: from the opening. */
  readonly after?: readonly string[];
  readonly acceptBudget?: number;
  readonly finishBudget?: number;
  /** Held: at least one progress fact in every such span. Not on offer: until it is. */
  readonly progressInterval?: number;
  /** Its budgets count elapsed time, whatever the hours. */
  readonly elapsed?: boolean;
  readonly typical?: number;
  readonly needs: readonly string[];
}

/**
 * A bend of one rule that may be granted for one leg. `law` is listed so that it can be said, and is never offered.
 * `deputy` and `other-holder` put `to` on the offer, `parallel` lets the leg start beside `with`, `expedite` shortens
 * it to `typical`, `skip-rule` leaves a step out, `escalate` hands it to the owner of last resort.
 */
export interface Handling {
  readonly id: string;
  readonly leg: string;
  readonly kind: 'deputy' | 'other-holder' | 'parallel' | 'expedite' | 'skip-rule' | 'escalate';
  readonly rule: string;
  readonly ruleTitle: string;
  /** By language tag, where they differ from `ruleTitle`. */
  readonly ruleTitles?: Readonly<Record<string, string>>;
  readonly class: 'law' | 'policy' | 'standard';
  /** Parties, or teams and roles any member of which may. A standard without any: whoever is accountable. */
  readonly mayGrant: readonly string[];
  /** `after`: it may be carried out first and granted afterwards. Absent: before. */
  readonly approval?: 'before' | 'after';
  /** The deputy's party. */
  readonly to?: string;
  /** The leg that it may run beside. */
  readonly with?: string;
  /** Working time that the leg, or without a leg's work that step, takes then. */
  readonly typical?: number;
}

export interface Rung {
  /** Milliseconds after the stall was raised, of the leg's party's working time unless `elapsed`. */
  readonly after: number;
  readonly elapsed?: boolean;
  /** `special-handling`: those who may grant a way out that is still open. `on-duty`: who of `group` is there now. */
  readonly whom:
    'holder' | 'giver' | 'receiver' | 'manager' | 'giver-manager' | 'owner' | 'on-duty' | 'special-handling';
  readonly group?: string;
  readonly channel: string;
}

/** Service standards and escalation, apart from routes so that they can be tried on past cases. */
export interface Policy extends Provenance {
  readonly id: string;
  readonly version: number;
  /** Instead of what the route says. */
  readonly budgets?: readonly LegBudgets[];
  /** The first that fits a stall; none fits: the route's. */
  readonly ladders: readonly Ladder[];
  /** A baton runs around after so many hops (3), or so many returns to a party already on its path (2). */
  readonly runaround?: { readonly hops?: number; readonly returns?: number };
  /** Working time of whoever acknowledges without naming an end (4 hours). */
  readonly acknowledgeFor?: number;
}

export interface LegBudgets {
  readonly leg: string;
  readonly acceptBudget?: number;
  readonly finishBudget?: number;
  readonly progressInterval?: number;
}

export interface Ladder {
  /** Absent: of any kind. */
  readonly kinds?: readonly StallKind[];
  readonly impacts?: readonly Impact[];
  readonly rungs: readonly Rung[];
}

/** How long legs took, as quantiles of enough samples; instead of the route's typical times once it is published. */
export interface LearnedDurations extends Provenance {
  readonly id: string;
  readonly version: number;
  /** The most special entry counts: route, leg and party before route and leg. */
  readonly entries: readonly {
    readonly route: string;
    readonly leg: string;
    readonly party?: string;
    readonly typical: number;
    readonly quantile: number;
    readonly samples: number;
  }[];
}

/** Every field that is named must fit. */
export interface SilenceMatcher {
  readonly caseId?: string;
  readonly route?: string;
  readonly leg?: string;
  readonly kind?: StallKind;
  readonly party?: string;
  readonly impact?: Impact;
}

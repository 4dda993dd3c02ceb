import type { Impact, Instant, Route, RouteLeg, StallKind } from '@baton/contracts';
import type { Plan } from './plan.ts';
import { type Relaxed, type RouteGraph, graphOf } from './route-graph.ts';

/** Where a baton went that came to nothing so far. */
export interface Tour {
  hops: number;
  /** Times that it came back to a party already on its path. */
  returns: number;
  readonly path: string[];
}

export interface LegState {
  definition: RouteLeg;
  /** Place in the route; legs that the route does not know come after it. */
  index: number;
  state: 'ahead' | 'offered' | 'held' | 'completed';
  /** To whom it was offered; stays the one whose move it is until somebody accepts. */
  receiver: string | undefined;
  /** By special handling on the pending offer too, or free to take a held leg over. Replaced, never changed. */
  deputies: readonly string[];
  giver: string | undefined;
  holder: string | undefined;
  offeredAt: Instant | undefined;
  acceptedAt: Instant | undefined;
  completedAt: Instant | undefined;
  /** Whoever took it was nobody already then: an empty role, or a party that no roster knows. */
  isHeldByNobody: boolean;
  /** While on offer: where the leg stands if the offer ends without a receiver; none: ahead. */
  before: 'held' | 'completed' | undefined;
  /** What a return said was missing, beyond what the route says that the receiver needs. */
  demanded: readonly string[];
  /** While it is paused: when that ends by itself; `openEnd`: not before somebody says so. */
  pausedUntil: Instant | undefined;
  tour: Tour | undefined;
}

/** Of a pause: after every instant that there is. */
export const openEnd = Number.MAX_SAFE_INTEGER;

/** A kind of stall, or the end of an offer's own validity. */
export type ClockKind = StallKind | 'lapse';

/** Budget, what is used of it and since when it runs: a pause keeps the remainder. Due only while it runs. */
export interface CaseClock {
  readonly kind: ClockKind;
  readonly leg: LegState | undefined;
  /** Whose calendar counts; none: `due` is an instant of its own. */
  readonly party: string | undefined;
  budget: number;
  consumed: number;
  runningSince: Instant | undefined;
  due: Instant | undefined;
  /** A pause that ends by itself. */
  resumesAt: Instant | undefined;
}

export interface OpenStall {
  readonly kind: StallKind;
  readonly leg: LegState | undefined;
  readonly dueAt: Instant;
}

/** A special handling that was granted, for the record at the end. */
export interface Granted {
  readonly leg: string;
  readonly handling: string;
  readonly class: 'policy' | 'standard';
  readonly rule: string;
  readonly grantedBy: string;
  /** The projection without it. */
  readonly projectedWithout: Instant | undefined;
}

/** How often a leg came back for a reason. */
export interface Returned {
  readonly leg: string;
  readonly reason: string;
  readonly count: number;
}

/** Of a case's own clocks: not running. */
export const never = Infinity;

/** A clock that is nothing but an instant. */
export const instantClock = (kind: ClockKind, leg: LegState | undefined, due: Instant): CaseClock => ({
  ...{ kind, leg, party: undefined, budget: 0, consumed: 0 },
  ...{ runningSince: undefined, due, resumesAt: undefined },
});

/** Shared by all cases that have nothing of the kind. */
const none: readonly never[] = [];

/** Of a case that has none; never changed. */
export const noClocks: CaseClock[] = [];

/** What folding the facts of one case has come to. Lists that are `readonly` are replaced, never changed. */
export class CaseState {
  title: string;
  customer = '';
  impact: Impact = 'normal';
  /** As the opening named it; the route itself may be published later. */
  routeId: string | undefined = undefined;
  graph: RouteGraph;
  needBy: Instant | undefined = undefined;
  status: 'open' | 'closed' | 'cancelled' = 'open';
  /** Opened by a fact that was not an opening. */
  implicit = false;
  closedAt: Instant | undefined = undefined;
  /** Who opened it, or the owner of last resort. */
  opener = '';
  accountable = '';
  legs: LegState[] = none as never[];
  /** Those of legs. */
  legClocks: CaseClock[] = noClocks;
  /** When the clocks of the case itself are due, or `never`. */
  forecastAt: Instant = never;
  missedAt: Instant = never;
  stalls: OpenStall[] = none as never[];
  /** Items that were handed over, for the whole case. */
  supplied: readonly string[] = none;
  returned: readonly Returned[] = none;
  /** Special handlings ordered, carried out or refused, as `leg handling`. */
  ordered: readonly string[] = none;
  carriedOut: readonly string[] = none;
  refused: readonly string[] = none;
  granted: readonly Granted[] = none;
  relaxed: readonly Relaxed[] = none;
  plan: Plan | undefined = undefined;
  /** The same with the absences known. */
  presentPlan: Plan | undefined = undefined;

  constructor(
    readonly id: string,
    public route: Route,
    public openedAt: Instant,
  ) {
    this.title = id;
    this.graph = graphOf(route);
  }

  /** All that run. */
  get clocks(): readonly CaseClock[] {
    const clocks = [...this.legClocks];
    if (this.forecastAt !== never) clocks.push(instantClock('forecast', undefined, this.forecastAt));
    if (this.missedAt !== never) clocks.push(instantClock('missed', undefined, this.missedAt));
    return clocks;
  }
}

export interface Acceptance {
  readonly leg: string;
  readonly by: string;
}

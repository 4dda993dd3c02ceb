import type { CaseFact, Impact, Instant, Route, RouteLeg, StallKind } from '@baton/contracts';

export interface LegState {
  readonly definition: RouteLeg;
  /** Place in the route; legs that the route does not know come after it. */
  readonly index: number;
  state: 'ahead' | 'offered' | 'held' | 'completed';
  /** To whom it was offered; stays the one whose move it is until somebody accepts. */
  receiver: string | undefined;
  /** By special handling on the pending offer too, or free to take a held leg over. */
  deputies: string[];
  giver: string | undefined;
  holder: string | undefined;
  offeredAt: Instant | undefined;
  acceptedAt: Instant | undefined;
  completedAt: Instant | undefined;
  /** While on offer: where the leg stands if the offer ends without a receiver; none: ahead. */
  before?: 'held' | 'completed' | undefined;
}

/** A kind of stall, or the end of an offer's own validity. */
export type ClockKind = StallKind | 'lapse';

/** Budget, what is used of it and since when it runs: a pause keeps the remainder. Due only while it runs. */
export interface CaseClock {
  readonly kind: ClockKind;
  readonly leg: LegState | undefined;
  /** Whose calendar counts; none: `due` is an instant of its own. */
  readonly party: string | undefined;
  readonly budget: number;
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

/** Counted back from the need-by without absences; one value a leg of the route. */
export interface Plan {
  readonly latestStart: readonly (Instant | undefined)[];
  readonly latestFinish: readonly (Instant | undefined)[];
}

/** What folding the facts of one case has come to. */
export interface CaseState {
  readonly id: string;
  title: string;
  customer: string;
  impact: Impact;
  /** As the opening named it; the route itself may be published later. */
  routeId: string | undefined;
  route: Route;
  needBy: Instant | undefined;
  status: 'open' | 'closed' | 'cancelled';
  /** Opened by a fact that was not an opening. */
  implicit: boolean;
  openedAt: Instant;
  closedAt: Instant | undefined;
  accountable: string;
  legs: LegState[];
  clocks: CaseClock[];
  stalls: OpenStall[];
  /** Special handlings ordered, as `leg handling`. */
  ordered: string[];
  plan: Plan | undefined;
}

export interface FoldedFact {
  readonly fact: CaseFact;
  readonly recordedAt: Instant;
  /** Place in the ledger among all facts of the shard. */
  readonly sequence: number;
  /** The instant at which it counts: `occurredAt`, unless that lies in the future or too far back. */
  readonly takenAt: Instant;
  /** The acceptance that it was when it arrived, and that was confirmed to its sender. */
  confirmed: Acceptance | undefined;
}

export interface Acceptance {
  readonly leg: string;
  readonly by: string;
}

export const legOf = (state: CaseState, id: string): LegState => {
  const known = state.legs.find((leg) => leg.definition.id === id);
  if (known !== undefined) return known;
  const inRoute = state.route.legs.findIndex((leg) => leg.id === id);
  const definition = state.route.legs[inRoute] ?? { id, title: id, party: state.route.owner, needs: [] };
  const leg: LegState = {
    definition,
    index: inRoute === -1 ? state.route.legs.length + state.legs.length : inRoute,
    state: 'ahead',
    receiver: undefined,
    deputies: [],
    giver: undefined,
    holder: undefined,
    offeredAt: undefined,
    acceptedAt: undefined,
    completedAt: undefined,
    before: undefined,
  };
  state.legs.push(leg);
  return leg;
};

/** The leg that a fact means when it names none: the one at hand, held before offered, the latest first. */
export const legAtHand = (state: CaseState, wanted: LegState['state'][]): LegState | undefined => {
  for (const one of wanted) {
    const leg = state.legs.findLast((each) => each.state === one);
    if (leg !== undefined) return leg;
  }
  return undefined;
};

/** The first leg of the route that is neither completed nor under way. */
export const nextLeg = (state: CaseState): RouteLeg | undefined => {
  const last = Math.max(-1, ...state.legs.filter((leg) => leg.state !== 'ahead').map((leg) => leg.index));
  return state.route.legs[last + 1];
};

/** Whose move is next on a leg that is on offer or held. */
export const moverOf = (leg: LegState): string | undefined =>
  leg.state === 'held' ? leg.holder : leg.state === 'offered' ? leg.receiver : undefined;

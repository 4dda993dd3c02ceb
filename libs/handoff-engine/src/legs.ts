import type { RouteLeg } from '@baton/contracts';
import { append } from './append.ts';
import type { CaseState, LegState } from './case-state.ts';

const nothing: readonly string[] = [];

export const newLeg = (definition: RouteLeg, index: number): LegState => ({
  definition,
  index,
  state: 'ahead',
  receiver: undefined,
  deputies: nothing,
  giver: undefined,
  holder: undefined,
  offeredAt: undefined,
  acceptedAt: undefined,
  completedAt: undefined,
  isHeldByNobody: false,
  before: undefined,
  demanded: nothing,
  pausedUntil: undefined,
  tour: undefined,
});

const findLeg = (state: CaseState, id: string): LegState | undefined => {
  for (const leg of state.legs) if (leg.definition.id === id) return leg;
  return undefined;
};

/** Of a leg that the route does not know: run by whoever takes it. */
const unknownLeg = (state: CaseState, id: string): RouteLeg => ({ id, title: id, party: state.route.owner, needs: [] });

/** The leg as it stands; one that the case has not come to is as at the beginning, and not put down. */
export const legNamed = (state: CaseState, id: string): LegState => {
  const known = findLeg(state, id);
  if (known !== undefined) return known;
  const { legs } = state.route;
  const place = legs.findIndex((leg) => leg.id === id);
  return place === -1 ? newLeg(unknownLeg(state, id), legs.length + state.legs.length) : newLeg(legs[place]!, place);
};

export const legOf = (state: CaseState, id: string): LegState => {
  const known = findLeg(state, id);
  if (known !== undefined) return known;
  const leg = legNamed(state, id);
  state.legs = append(state.legs, leg);
  return leg;
};

/** The leg that a fact means when it names none: the one at hand, held before offered, the latest first. */
export const legAtHand = (state: CaseState, wanted: readonly LegState['state'][]): LegState | undefined => {
  for (const one of wanted) {
    for (let index = state.legs.length - 1; index >= 0; index--) {
      if (state.legs[index]!.state === one) return state.legs[index];
    }
  }
  return undefined;
};

/** Where a leg of the route stands; one that the case went past without it counts as done. */
export type Standing = 'ahead' | 'open' | 'done';

/** By place in the route. */
export const standings = (state: CaseState): Standing[] => {
  const { graph, route, legs } = state;
  const standing: Standing[] = route.legs.map(() => 'ahead');
  for (const leg of legs) {
    if (leg.index >= standing.length || leg.state === 'ahead') continue;
    standing[leg.index] = leg.state === 'completed' ? 'done' : 'open';
  }
  for (let place = graph.order.length - 1; place >= 0; place--) {
    const index = graph.order[place]!;
    if (standing[index] === 'ahead' && graph.next[index]!.some((next) => standing[next] !== 'ahead')) {
      standing[index] = 'done';
    }
  }
  return standing;
};

/** The furthest leg of a route in sequence that the case has come to; -1: none. */
export const furthest = ({ legs, route }: CaseState): number => {
  let last = -1;
  for (const { state, index } of legs) {
    if (state !== 'ahead' && index > last && index < route.legs.length) last = index;
  }
  return last;
};

/** The leg of the route at that place, if it is on offer or held. */
export const openAt = ({ legs }: CaseState, place: number): LegState | undefined => {
  for (const leg of legs) {
    if (leg.index === place) return leg.state === 'offered' || leg.state === 'held' ? leg : undefined;
  }
  return undefined;
};

/** Places of the legs that wait for nothing but an offer. */
export const readyLegs = (state: CaseState): readonly number[] => {
  const { graph } = state;
  if (!graph.isSequence) {
    const standing = standings(state);
    return graph.order.filter(
      (index) => standing[index] === 'ahead' && graph.before[index]!.every((other) => standing[other] === 'done'),
    );
  }
  const next = nextInSequence(state);
  return next === undefined ? none : [next];
};

/** The place of the one leg of a route in sequence that waits for nothing but an offer. */
export const nextInSequence = (state: CaseState): number | undefined => {
  const { length } = state.route.legs;
  for (const leg of state.legs) {
    if (leg.index < length && (leg.state === 'offered' || leg.state === 'held')) return undefined;
  }
  const next = furthest(state) + 1;
  return next < length ? next : undefined;
};

const none: readonly number[] = [];

/** The leg that an offer means when it names none and nothing is at hand. */
export const nextLeg = (state: CaseState): RouteLeg | undefined =>
  state.route.legs[state.graph.isSequence ? furthest(state) + 1 : (readyLegs(state)[0] ?? -1)];

/** Whose move is next on a leg that is on offer or held. */
export const moverOf = (leg: LegState): string | undefined =>
  leg.state === 'held' ? leg.holder : leg.state === 'offered' ? leg.receiver : undefined;

/** Who hands it over: whoever holds it while offering it on, else who gave it. */
export const offeredBy = (leg: LegState): string | undefined => (leg.before === 'held' ? leg.holder : leg.giver);

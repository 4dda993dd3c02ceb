import type { LegState } from '../case-state.ts';
import { newLeg, readyLegs } from '../legs.ts';
import type { Inquiry, Matter } from './inquiry.ts';

/** The leg as it stands, or as it lies ahead; undefined: neither the case nor its route knows it. */
export const legNamed = ({ state }: Matter, id: string): LegState | undefined => {
  const known = state.legs.find((leg) => leg.definition.id === id);
  const place = state.route.legs.findIndex((leg) => leg.id === id);
  return known ?? (place === -1 ? undefined : newLeg(state.route.legs[place]!, place));
};

export const isReady = ({ state }: Matter, leg: LegState): boolean => readyLegs(state).includes(leg.index);

/** On offer, held, next to be offered, or with a stall of its own; in route order. */
export const legsAtHand = (matter: Matter): readonly LegState[] => {
  const { state } = matter;
  const open = state.legs.filter((leg) => leg.state === 'offered' || leg.state === 'held');
  const ready = readyLegs(state).map((index) => legNamed(matter, state.route.legs[index]!.id)!);
  const stalled = state.stalls.flatMap(({ leg }) => leg ?? []);
  return [...new Set([...open, ...ready, ...stalled])].sort((one, other) => one.index - other.index);
};

/** Where the leg stands: why a stall of another moment of it is not there. */
export const sayStanding = (inquiry: Inquiry, leg: LegState): void => {
  const { matter } = inquiry;
  const { past, at } = matter;
  if (leg.state === 'held') {
    inquiry.lacks('taken', { party: leg.holder!, at: leg.acceptedAt! });
    inquiry.cite(past.acceptance(leg)?.fact.id);
  } else if (leg.state === 'offered') {
    inquiry.lacks('on-offer', { party: leg.receiver!, at: leg.offeredAt! });
    inquiry.cite(past.offer(leg)?.fact.id);
  } else if (leg.state === 'completed') {
    inquiry.lacks('completed', { party: leg.holder!, at: leg.completedAt! });
    inquiry.cite(past.completion(leg)?.fact.id);
  } else if (isReady(matter, leg)) {
    inquiry.lacks('not-offered', { party: matter.state.accountable });
    inquiry.cite(past.waitForOffer(leg, at)?.fact);
  } else inquiry.lacks('not-begun');
};

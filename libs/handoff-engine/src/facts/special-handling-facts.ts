import type { CaseFact } from '@baton/contracts';
import type { CaseFolder } from '../case-folder.ts';
import { legAtHand, legOf } from '../case-state.ts';

type FactOf<Type extends CaseFact['type']> = Extract<CaseFact, { type: Type }>;

/** A grant counts only from who has the authority; law is never bent. The deputy is then on the pending offer too. */
export const foldGranted = (folder: CaseFolder, fact: FactOf<'baton.special-handling.granted.v1'>): void => {
  const { state } = folder;
  const legId = fact.leg ?? legAtHand(state, ['offered', 'held'])?.definition.id;
  const handling = state.route.handlings.find((each) => each.id === fact.handling && each.leg === legId);
  if (handling === undefined) {
    const detail = `expected one of ${state.route.handlings.map((each) => each.id).join(', ')}, got ${fact.handling}`;
    return folder.tell({ type: 'fact-refused', fact: fact.id, refusal: 'unknown-handling', detail });
  }
  if (handling.class === 'law') {
    return folder.tell({ type: 'fact-refused', fact: fact.id, refusal: 'law-is-never-bent', detail: handling.rule });
  }
  if (!handling.mayGrant.includes(fact.actor)) {
    const detail = `${handling.rule} may be bent by ${handling.mayGrant.join(', ')}, not by ${fact.actor}`;
    return folder.tell({ type: 'fact-refused', fact: fact.id, refusal: 'lacks-authority', detail });
  }
  const leg = legOf(state, handling.leg);
  const key = `${handling.leg} ${handling.id}`;
  if (leg.state === 'completed' || state.ordered.includes(key)) return;
  state.ordered.push(key);
  if (handling.to !== undefined && leg.holder !== handling.to) leg.deputies.push(handling.to);
  const { id, rule, kind, to } = handling;
  folder.tell({
    type: 'special-handling-ordered',
    ...{ leg: handling.leg, handling: id, kind, class: handling.class, rule },
    ...(to === undefined ? {} : { to }),
    grantedBy: fact.actor,
    reason: fact.reason,
  });
};

/** The service concerned has done it: whoever it named may accept the offer, or take over what is held. */
export const foldCarriedOut = (folder: CaseFolder, fact: FactOf<'baton.special-handling.carried-out.v1'>): void => {
  const leg = fact.leg === undefined ? undefined : legOf(folder.state, fact.leg);
  if (
    (leg?.state !== 'offered' && leg?.state !== 'held') ||
    fact.to === undefined ||
    leg.deputies.includes(fact.to) ||
    leg.holder === fact.to
  )
    return;
  leg.deputies.push(fact.to);
};

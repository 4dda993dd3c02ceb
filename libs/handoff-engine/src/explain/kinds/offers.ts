import { missingFor } from '../../stalls/incomplete.ts';
import { sayStanding } from '../legs.ts';
import type { LegExplainer } from './explainer.ts';

/** Whether there is anybody behind the name that the leg was offered to. */
export const explainUnowned: LegExplainer = (inquiry, leg) => {
  if (leg.state !== 'offered') return sayStanding(inquiry, leg);
  const { folder, past, sources, state } = inquiry.matter;
  const party = leg.receiver!;
  const roster = sources.rosterOf(party);
  inquiry.cite(past.offer(leg)?.fact.id, roster?.fact);
  if (inquiry.stall === undefined && !folder.reference.isVacant(party, folder.sequence)) {
    return inquiry.lacks(roster === undefined ? 'no-roster' : 'somebody-there', { party });
  }
  inquiry.say({ type: 'vacancy', party, vacant: roster === undefined ? 'unknown' : 'empty', owner: state.route.owner });
};

/** Whether the receiver has what they need. */
export const explainIncomplete: LegExplainer = (inquiry, leg) => {
  const { state, past } = inquiry.matter;
  const needs = [...new Set([...leg.definition.needs, ...leg.demanded])];
  if (needs.length === 0) return inquiry.lacks('needs-nothing');
  const missing = missingFor(state, leg);
  const returns = state.returned.findLast((one) => one.leg === leg.definition.id)?.count;
  inquiry.cite(...past.items(leg, needs));
  inquiry.say({
    ...{ type: 'missing', leg: leg.definition.id, needs, missing },
    ...(returns === undefined ? {} : { returns }),
  });
  if (inquiry.stall !== undefined) return;
  if (missing.length === 0) inquiry.lacks('all-there');
  else sayStanding(inquiry, leg);
};

/** Whether the baton was sent on and on. */
export const explainRunaround: LegExplainer = (inquiry, leg) => {
  const { matter, policy, stall } = inquiry;
  const { hops: mostHops = 3, returns: mostReturns = 2 } = policy?.runaround ?? {};
  const { hops = 0, returns = 0, path = [] } = leg.tour ?? {};
  const from = policy?.runaround === undefined ? undefined : matter.sources.policy(policy);
  inquiry.cite(...(from?.facts ?? []), ...(hops === 0 ? [] : matter.past.hops(leg)));
  inquiry.say({
    ...{ type: 'hops', leg: leg.definition.id, hops, mostHops, returns, mostReturns, path: [...path] },
    ...(from === undefined ? {} : { from: from.value }),
  });
  if (stall === undefined) inquiry.lacks('few-hops');
};

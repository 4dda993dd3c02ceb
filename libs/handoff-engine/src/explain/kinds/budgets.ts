import { sayBudget } from '../budgets.ts';
import { isReady, sayStanding } from '../legs.ts';
import { sayAbsences } from '../people.ts';
import type { LegExplainer } from './explainer.ts';

/** An absence does not stop the clock, but it is what people look for. */
export const explainUnaccepted: LegExplainer = (inquiry, leg) => {
  if (leg.state !== 'offered') return sayStanding(inquiry, leg);
  const { past, folder, at } = inquiry.matter;
  const party = leg.receiver!;
  inquiry.cite(past.offer(leg)?.fact.id);
  sayBudget(inquiry, leg, { budget: 'accept', named: ['acceptBudget'], party, startedAt: leg.offeredAt });
  const lapse = folder.clock('lapse', leg)?.due;
  if (lapse !== undefined) inquiry.say({ type: 'validity', leg: leg.definition.id, until: lapse });
  sayAbsences(inquiry, party, { from: leg.offeredAt!, until: inquiry.next ?? at });
};

/** Held without progress, or nothing on offer. */
export const explainIdle: LegExplainer = (inquiry, leg) => {
  const { matter, stall } = inquiry;
  const upTo = stall?.dueAt ?? matter.at;
  if (leg.state === 'held') {
    const since = matter.past.progress(leg, upTo);
    inquiry.cite(since?.fact);
    const startedAt = since?.since;
    return sayBudget(inquiry, leg, { budget: 'progress', named: ['progressInterval'], party: leg.holder!, startedAt });
  }
  if (leg.state === 'offered' || (stall === undefined && !isReady(matter, leg))) return sayStanding(inquiry, leg);
  const since = matter.past.waitForOffer(leg, upTo);
  inquiry.cite(since?.fact);
  sayBudget(inquiry, leg, {
    ...{ budget: 'offer', named: ['progressInterval', 'acceptBudget'] },
    ...{ party: inquiry.episode?.party ?? matter.state.accountable, startedAt: since?.since },
  });
};

export const explainOverrun: LegExplainer = (inquiry, leg) => {
  if (leg.state !== 'held' && leg.before !== 'held') return sayStanding(inquiry, leg);
  const { past, at } = inquiry.matter;
  const party = leg.holder!;
  inquiry.cite(past.acceptance(leg)?.fact.id);
  sayBudget(inquiry, leg, { budget: 'finish', named: ['finishBudget'], party, startedAt: leg.acceptedAt });
  sayAbsences(inquiry, party, { from: leg.acceptedAt!, until: inquiry.next ?? at });
};

import type { CaseFolder } from '../case-folder.ts';
import { giverOf } from '../batons.ts';
import type { LegState } from '../case-state.ts';
import { legAtHand, legOf, nextLeg } from '../legs.ts';
import { announce } from '../stalls/announce.ts';
import { type FactOf, irregular, legMeant, refuse } from './answers.ts';
import { sayOffered } from './heads-up.ts';
import { noteReturn, supply } from './items.ts';
import { accept, endOffer, forgetHandlings, giveBack, isDeputy, isForMembers, isOnOffer } from './offer.ts';

export const foldOffered = (folder: CaseFolder, fact: FactOf<'baton.handoff.offered.v1'>): void => {
  const { state } = folder;
  supply(folder, fact.items);
  const legId = fact.leg ?? legAtHand(state, ['offered', 'held'])?.definition.id ?? nextLeg(state)?.id;
  if (legId === undefined) return irregular(folder, fact, 'offered, but the route has no further leg');
  const leg = legOf(state, legId);
  const to = fact.to ?? leg.definition.party;
  const receiverBefore = leg.state === 'offered' ? leg.receiver : undefined;
  if (receiverBefore === to) return setValidity(folder, leg, fact.validUntil ?? folder.clock('lapse', leg)?.due);
  if (leg.state === 'held' && leg.holder === to) return irregular(folder, fact, `offered to ${to}, who holds it`);
  if (leg.before === 'held' && leg.holder === to) return endOffer(folder, leg, { kind: 'withdrawn' });
  if (leg.state === 'held' || leg.state === 'completed') leg.before = leg.state;
  if (leg.state !== 'ahead') forgetHandlings(folder, leg);
  if (receiverBefore === undefined && leg.before !== 'held') leg.giver = giverOf(folder, leg);
  leg.receiver = to;
  leg.offeredAt = folder.at;
  leg.state = 'offered';
  setValidity(folder, leg, fact.validUntil);
  announce(folder, { kind: 'offered', leg });
  sayOffered(folder, leg);
};

const setValidity = (folder: CaseFolder, leg: LegState, until: number | undefined): void =>
  folder.setInstant('lapse', leg, until === undefined ? undefined : Math.max(until, folder.at));

export const foldAccepted = (folder: CaseFolder, fact: FactOf<'baton.handoff.accepted.v1'>): void => {
  const by = fact.by ?? fact.actor;
  const asked = fact.leg === undefined ? folder.state.legs.findLast((leg) => isOnOffer(folder, leg, by)) : undefined;
  const leg = asked ?? legMeant(folder, fact);
  if (leg === undefined) return refuse(folder, fact, { refusal: 'not-on-offer', detail: 'no leg is on offer' });
  const isTaken = leg.state === 'held' || leg.state === 'completed';
  if (isTaken && leg.holder === by) return;
  const taker = isTaken && !isDeputy(folder, leg, by) ? leg.holder : folder.confirmedElsewhere(leg, by);
  if (taker !== undefined) return refuse(folder, fact, { refusal: 'already-taken', detail: taker });
  const isOver = leg.state === 'completed' || (leg.state === 'ahead' && leg.offeredAt !== undefined);
  const id = leg.definition.id;
  if (isOver) return refuse(folder, fact, { refusal: 'not-on-offer', detail: `${id} is not on offer` });
  if (leg.state === 'ahead') irregular(folder, fact, `accepted by ${by}, but ${id} was not offered`);
  else if (leg.state === 'offered' && !isOnOffer(folder, leg, by) && !isForMembers(folder, leg, by)) {
    irregular(folder, fact, `accepted by ${by}, but offered to ${leg.receiver}`);
  }
  accept(folder, leg, by);
};

export const foldDeclined = (folder: CaseFolder, fact: FactOf<'baton.handoff.declined.v1'>): void => {
  const by = fact.by ?? fact.actor;
  const leg = legMeant(folder, fact);
  if (leg !== undefined && holds(leg, by)) return giveBackWhatIsHeld(folder, leg, by);
  if (leg === undefined || !isOnOffer(folder, leg, by)) {
    return irregular(folder, fact, `declined by ${by}, who was not asked`);
  }
  if (leg.receiver === by) return endOffer(folder, leg, { kind: 'declined', by });
  leg.deputies = leg.deputies.filter((deputy) => deputy !== by);
};

export const foldWithdrawn = (folder: CaseFolder, fact: FactOf<'baton.handoff.withdrawn.v1'>): void => {
  const leg = fact.leg === undefined ? legAtHand(folder.state, ['offered']) : legOf(folder.state, fact.leg);
  if (leg?.state !== 'offered') return irregular(folder, fact, 'withdrawn, but nothing is on offer');
  endOffer(folder, leg, { kind: 'withdrawn' });
};

export const foldReturned = (folder: CaseFolder, fact: FactOf<'baton.handoff.returned.v1'>): void => {
  const leg = legMeant(folder, fact);
  if (leg?.state !== 'held' && leg?.state !== 'offered') return irregular(folder, fact, 'returned, but nobody had it');
  noteReturn(folder, leg, fact);
  const by = fact.by ?? fact.actor;
  if (leg.state === 'held' || holds(leg, by)) return giveBackWhatIsHeld(folder, leg, leg.holder!);
  endOffer(folder, leg, { kind: 'declined', by: isOnOffer(folder, leg, by) ? by : leg.receiver! });
};

/** Whether the leg is with the party, even while it offers it on. */
const holds = (leg: LegState, by: string): boolean =>
  leg.holder === by && (leg.state === 'held' || leg.before === 'held');

const giveBackWhatIsHeld = (folder: CaseFolder, leg: LegState, by: string): void => {
  if (leg.state === 'offered') endOffer(folder, leg, { kind: 'withdrawn' });
  giveBack(folder, leg, by);
};

/** Someone who was asked sends the asker on; the baton stays where it is. */
export const foldReferred = (folder: CaseFolder, fact: FactOf<'baton.handoff.referred.v1'>): void => {
  const { state } = folder;
  const named = fact.leg ?? legAtHand(state, ['offered', 'held'])?.definition.id ?? nextLeg(state)?.id;
  if (named === undefined) return irregular(folder, fact, 'referred, but nothing is left to do');
  announce(folder, { kind: 'referred', leg: legOf(state, named), by: fact.by ?? fact.actor, to: fact.to });
};

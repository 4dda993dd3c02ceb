import type { CaseFact, FactRefusal } from '@baton/contracts';
import type { CaseFolder } from '../case-folder.ts';
import { type LegState, legAtHand, legOf, nextLeg } from '../case-state.ts';
import { announce } from '../stalls/announce.ts';
import { latestFinishOf, latestStartOf } from '../walk.ts';
import { accept, endOffer, forgetHandlings, giveBack, isForMembers, isOnOffer, isTakenBy } from './offer.ts';

type FactOf<Type extends CaseFact['type']> = Extract<CaseFact, { type: Type }>;

const irregular = (folder: CaseFolder, fact: CaseFact, detail: string): void =>
  folder.tell({ type: 'fact-flagged', fact: fact.id, flag: 'irregular', detail });

const refuse = (folder: CaseFolder, fact: CaseFact, refused: { refusal: FactRefusal; detail: string }): void =>
  folder.tell({ type: 'fact-refused', fact: fact.id, ...refused });

/** The leg that a fact names, else the one that its sender has or is asked to take, else the one at hand. */
const legMeant = (folder: CaseFolder, fact: { leg?: string; by?: string; actor: string }): LegState | undefined => {
  const { state } = folder;
  if (fact.leg !== undefined) return legOf(state, fact.leg);
  const by = fact.by ?? fact.actor;
  const own = state.legs.findLast((leg) => leg.state === 'held' && leg.holder === by);
  return own ?? state.legs.findLast((leg) => isOnOffer(leg, by)) ?? legAtHand(state, ['held', 'offered']);
};

export const foldOffered = (folder: CaseFolder, fact: FactOf<'baton.handoff.offered.v1'>): void => {
  const { state } = folder;
  const legId = fact.leg ?? legAtHand(state, ['offered', 'held'])?.definition.id ?? nextLeg(state)?.id;
  if (legId === undefined) return irregular(folder, fact, 'offered, but the route has no further leg');
  const leg = legOf(state, legId);
  const to = fact.to ?? leg.definition.party;
  const receiverBefore = leg.state === 'offered' ? leg.receiver : undefined;
  if (receiverBefore === to) return setValidity(folder, leg, fact.validUntil ?? folder.clock('lapse', leg)?.due);
  if (leg.state === 'held' && leg.holder === to) return irregular(folder, fact, `offered to ${to}, who holds it`);
  if (leg.before === 'held' && leg.holder === to) return endOffer(folder, leg, 'withdrawn');
  if (leg.state === 'held' || leg.state === 'completed') leg.before = leg.state;
  if (leg.state !== 'ahead') forgetHandlings(folder, leg);
  leg.giver = state.accountable;
  leg.receiver = to;
  leg.offeredAt = folder.at;
  leg.state = 'offered';
  setValidity(folder, leg, fact.validUntil);
  announce(folder, { kind: 'offered', leg, receiverBefore });
  sayHeadsUp(folder, leg);
};

const setValidity = (folder: CaseFolder, leg: LegState, until: number | undefined): void =>
  folder.setInstant('lapse', leg, until === undefined ? undefined : Math.max(until, folder.at));

/** Who has an offer before them is told the latest moments. */
export const sayHeadsUp = (folder: CaseFolder, leg: LegState): void => {
  const { id } = leg.definition;
  if (!folder.isHeard) return folder.tell({ type: 'heads-up', leg: id, party: leg.receiver! });
  const acceptBy = folder.clock('unaccepted', leg)?.due;
  const latest = { latestStart: latestStartOf(folder, leg), latestFinish: latestFinishOf(folder, leg), acceptBy };
  folder.tell({ type: 'heads-up', leg: id, party: leg.receiver!, ...latest });
};

export const foldAccepted = (folder: CaseFolder, fact: FactOf<'baton.handoff.accepted.v1'>): void => {
  const by = fact.by ?? fact.actor;
  const asked = fact.leg === undefined ? folder.state.legs.findLast((leg) => isOnOffer(leg, by)) : undefined;
  const leg = asked ?? legMeant(folder, fact);
  if (leg === undefined) return refuse(folder, fact, { refusal: 'not-on-offer', detail: 'no leg is on offer' });
  const isTaken = leg.state === 'held' || leg.state === 'completed';
  if (isTaken && leg.holder === by) return;
  const taker = isTaken && !leg.deputies.includes(by) ? leg.holder : folder.confirmedElsewhere(leg, by);
  if (taker !== undefined) return refuse(folder, fact, { refusal: 'already-taken', detail: taker });
  const isOver = leg.state === 'completed' || (leg.state === 'ahead' && leg.offeredAt !== undefined);
  const id = leg.definition.id;
  if (isOver) return refuse(folder, fact, { refusal: 'not-on-offer', detail: `${id} is not on offer` });
  if (leg.state === 'ahead') irregular(folder, fact, `accepted by ${by}, but ${id} was not offered`);
  else if (leg.state === 'offered' && !isOnOffer(leg, by) && !isForMembers(folder, leg)) {
    irregular(folder, fact, `accepted by ${by}, but offered to ${leg.receiver}`);
  }
  accept(folder, leg, by);
};

export const foldDeclined = (folder: CaseFolder, fact: FactOf<'baton.handoff.declined.v1'>): void => {
  const by = fact.by ?? fact.actor;
  const leg = legMeant(folder, fact);
  if (leg?.state === 'held' && leg.holder === by) return giveBack(folder, leg);
  if (leg === undefined || !isOnOffer(leg, by)) return irregular(folder, fact, `declined by ${by}, who was not asked`);
  if (leg.receiver === by) return endOffer(folder, leg, 'declined');
  leg.deputies = leg.deputies.filter((deputy) => deputy !== by);
};

export const foldWithdrawn = (folder: CaseFolder, fact: FactOf<'baton.handoff.withdrawn.v1'>): void => {
  const leg = fact.leg === undefined ? legAtHand(folder.state, ['offered']) : legOf(folder.state, fact.leg);
  if (leg?.state !== 'offered') return irregular(folder, fact, 'withdrawn, but nothing is on offer');
  endOffer(folder, leg, 'withdrawn');
};

export const foldReturned = (folder: CaseFolder, fact: FactOf<'baton.handoff.returned.v1'>): void => {
  const leg = legMeant(folder, fact);
  if (leg?.state === 'held') return giveBack(folder, leg);
  if (leg?.state === 'offered') return endOffer(folder, leg, 'declined');
  irregular(folder, fact, 'returned, but nobody had it');
};

export const foldProgressed = (folder: CaseFolder, fact: FactOf<'baton.handoff.progressed.v1'>): void => {
  const leg = legMeant(folder, fact);
  if (leg !== undefined && isTakenBy(folder, leg, fact)) takeByWork(folder, fact, leg);
};

/** Work on an offer counts as acceptance, unless another's acceptance of it was confirmed before this was known. */
const takeByWork = (folder: CaseFolder, fact: { by?: string; actor: string }, leg: LegState): void => {
  const by = fact.by ?? fact.actor;
  if (folder.confirmedElsewhere(leg, by) === undefined) accept(folder, leg, by);
};

export const foldCompleted = (folder: CaseFolder, fact: FactOf<'baton.handoff.completed.v1'>): void => {
  const by = fact.by ?? fact.actor;
  const leg = legMeant(folder, fact);
  if (leg === undefined) return irregular(folder, fact, 'completed, but nothing is under way');
  if (leg.state === 'completed') return;
  const id = leg.definition.id;
  if (isTakenBy(folder, leg, fact)) takeByWork(folder, fact, leg);
  else if (leg.state === 'offered' && (by === leg.giver || by === leg.holder))
    return completeBeforeHandover(folder, leg);
  if (leg.state !== 'held') irregular(folder, fact, `completed, but nobody had accepted ${id}`);
  else if (fact.by !== undefined && leg.holder !== by) {
    irregular(folder, fact, `completed by ${by}, but ${leg.holder} holds it`);
  }
  leg.state = 'completed';
  leg.before = undefined;
  leg.completedAt = folder.at;
  folder.stopClock('lapse', leg);
  forgetHandlings(folder, leg);
  announce(folder, { kind: 'completed', leg });
};

/** The giver has done the work of what is on offer: on record, but the offer stands until somebody answers it. */
const completeBeforeHandover = (folder: CaseFolder, leg: LegState): void => {
  leg.before = 'completed';
  leg.completedAt = folder.at;
  folder.stopClock('overrun', leg);
  folder.clear('overrun', leg, 'completed');
};

import type { CaseFact } from '@baton/contracts';
import type { CaseFolder } from '../case-folder.ts';
import { type LegState, legAtHand, legOf, nextLeg } from '../case-state.ts';
import { latestFinishOf, latestStartOf } from '../walk.ts';
import { announce } from '../stalls/announce.ts';

type FactOf<Type extends CaseFact['type']> = Extract<CaseFact, { type: Type }>;

const irregular = (folder: CaseFolder, fact: CaseFact, detail: string): void =>
  folder.tell({ type: 'fact-flagged', fact: fact.id, flag: 'irregular', detail });

const named = (folder: CaseFolder, fact: { leg?: string }, ...wanted: LegState['state'][]): LegState | undefined =>
  fact.leg === undefined ? legAtHand(folder.state, wanted) : legOf(folder.state, fact.leg);

export const foldOffered = (folder: CaseFolder, fact: FactOf<'baton.handoff.offered.v1'>): void => {
  const legId = fact.leg ?? legAtHand(folder.state, ['offered', 'held'])?.definition.id ?? nextLeg(folder.state)?.id;
  if (legId === undefined) return irregular(folder, fact, 'offered, but the route has no further leg');
  const leg = legOf(folder.state, legId);
  const to = fact.to ?? leg.definition.party;
  const receiverBefore = leg.state === 'offered' ? leg.receiver : undefined;
  if (receiverBefore === to) return;
  if (leg.state === 'held' && leg.holder === to) return irregular(folder, fact, `offered to ${to}, who holds it`);
  leg.giver = folder.state.accountable;
  leg.receiver = to;
  leg.deputies = [];
  leg.offeredAt = folder.at;
  leg.completedAt = undefined;
  leg.state = 'offered';
  if (folder.state.ordered.length > 0) folder.state.ordered = folder.state.ordered.filter((key) => !key.startsWith(`${legId} `));
  announce(folder, { kind: 'offered', leg, receiverBefore });
  const acceptBy = folder.clock('unaccepted', leg)?.due;
  const latest = { latestStart: latestStartOf(folder, leg), latestFinish: latestFinishOf(folder, leg), acceptBy };
  folder.tell({ type: 'heads-up', leg: legId, party: to, ...latest });
};

export const foldAccepted = (folder: CaseFolder, fact: FactOf<'baton.handoff.accepted.v1'>): void => {
  const by = fact.by ?? fact.actor;
  const leg = named(folder, fact, 'offered', 'held');
  if (leg === undefined || leg.state === 'ahead' || leg.state === 'completed') {
    const detail = `${leg?.definition.id ?? 'no leg'} is not on offer`;
    return folder.tell({ type: 'fact-refused', fact: fact.id, refusal: 'not-on-offer', detail });
  }
  if (leg.state === 'held') {
    if (leg.holder === by) return;
    return folder.tell({ type: 'fact-refused', fact: fact.id, refusal: 'already-taken', detail: leg.holder! });
  }
  if (folder.isConfirmedElsewhere(leg, by)) {
    return folder.tell({ type: 'fact-refused', fact: fact.id, refusal: 'already-taken', detail: leg.definition.id });
  }
  if (!isOnOffer(leg, by)) irregular(folder, fact, `accepted by ${by}, but offered to ${leg.receiver}`);
  accept(folder, leg, by);
};

const isOnOffer = (leg: LegState, by: string): boolean =>
  leg.state === 'offered' && (leg.receiver === by || leg.deputies.includes(by));

const accept = (folder: CaseFolder, leg: LegState, by: string): void => {
  const holderBefore = leg.holder;
  leg.state = 'held';
  leg.holder = by;
  leg.acceptedAt = folder.at;
  folder.moveAccountability(by, leg);
  announce(folder, { kind: 'accepted', leg, by, holderBefore });
};

export const foldDeclined = (folder: CaseFolder, fact: FactOf<'baton.handoff.declined.v1'>): void => {
  const by = fact.by ?? fact.actor;
  const leg = named(folder, fact, 'offered', 'held');
  if (leg?.state === 'held' && leg.holder === by) return giveBack(folder, leg);
  if (leg === undefined || !isOnOffer(leg, by)) return irregular(folder, fact, `declined by ${by}, who was not asked`);
  if (leg.receiver !== by) {
    leg.deputies = leg.deputies.filter((deputy) => deputy !== by);
    return;
  }
  endOffer(folder, leg, 'declined');
};

export const foldWithdrawn = (folder: CaseFolder, fact: FactOf<'baton.handoff.withdrawn.v1'>): void => {
  const leg = named(folder, fact, 'offered');
  if (leg?.state !== 'offered') return irregular(folder, fact, 'withdrawn, but nothing is on offer');
  endOffer(folder, leg, 'withdrawn');
};

/** The offer ends without a receiver; who held the leg before still does. */
const endOffer = (folder: CaseFolder, leg: LegState, kind: 'declined' | 'withdrawn'): void => {
  leg.state = leg.holder === undefined || leg.completedAt !== undefined ? 'ahead' : 'held';
  announce(folder, { kind, leg });
  leg.receiver = undefined;
  leg.deputies = [];
};

export const foldReturned = (folder: CaseFolder, fact: FactOf<'baton.handoff.returned.v1'>): void => {
  const leg = named(folder, fact, 'held', 'offered');
  if (leg === undefined || leg.state === 'ahead' || leg.state === 'completed') {
    return irregular(folder, fact, 'returned, but nobody had it');
  }
  giveBack(folder, leg);
};

/** The giver is accountable again. */
const giveBack = (folder: CaseFolder, leg: LegState): void => {
  leg.state = 'ahead';
  leg.holder = undefined;
  folder.moveAccountability(leg.giver ?? folder.state.accountable, leg);
  announce(folder, { kind: 'returned', leg });
};

export const foldProgressed = (folder: CaseFolder, fact: FactOf<'baton.handoff.progressed.v1'>): void => {
  const by = fact.by ?? fact.actor;
  const leg = named(folder, fact, 'held', 'offered');
  if (leg !== undefined && isOnOffer(leg, by)) accept(folder, leg, by);
};

export const foldCompleted = (folder: CaseFolder, fact: FactOf<'baton.handoff.completed.v1'>): void => {
  const by = fact.by ?? fact.actor;
  const leg = named(folder, fact, 'held', 'offered');
  if (leg === undefined) return irregular(folder, fact, 'completed, but nothing is under way');
  if (leg.state === 'completed') return;
  if (isOnOffer(leg, by)) accept(folder, leg, by);
  if (leg.state !== 'held') irregular(folder, fact, `completed, but nobody had accepted ${leg.definition.id}`);
  else if (fact.by !== undefined && leg.holder !== by) irregular(folder, fact, `completed by ${by}, but ${leg.holder} holds it`);
  leg.state = 'completed';
  leg.completedAt = folder.at;
  announce(folder, { kind: 'completed', leg });
};

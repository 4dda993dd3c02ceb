import type { LegState } from '../case-state.ts';
import type { CaseFolder } from '../case-folder.ts';
import { announce } from '../stalls/announce.ts';

export const isOnOffer = (leg: LegState, by: string): boolean =>
  leg.state === 'offered' && (leg.receiver === by || leg.deputies.includes(by));

/** An offer to a team or a role is for its members to take; who they are, nobody says yet. */
export const isForMembers = (folder: CaseFolder, leg: LegState): boolean => {
  if (leg.state !== 'offered') return false;
  const kind = folder.reference.party(leg.receiver!, folder.sequence)?.kind;
  return kind === 'team' || kind === 'role';
};

/** Whoever works on what they were asked to take has taken it; a member of a team must be named. */
export const isTakenBy = (folder: CaseFolder, leg: LegState, fact: { by?: string; actor: string }): boolean =>
  isOnOffer(leg, fact.by ?? fact.actor) ||
  (fact.by !== undefined && fact.by !== leg.giver && fact.by !== leg.holder && isForMembers(folder, leg));

/** The baton passes. */
export const accept = (folder: CaseFolder, leg: LegState, by: string): void => {
  const holderBefore = leg.state === 'held' || leg.before === 'held' ? leg.holder : undefined;
  const asDeputy = leg.deputies.includes(by);
  if (leg.state === 'ahead') {
    leg.giver = folder.state.accountable;
    leg.receiver = by;
  }
  leg.state = 'held';
  leg.before = undefined;
  leg.holder = by;
  leg.acceptedAt = folder.at;
  leg.completedAt = undefined;
  folder.stopClock('lapse', leg);
  forgetHandlings(folder, leg);
  folder.acceptance = { leg: leg.definition.id, by };
  folder.moveAccountability(by, leg);
  announce(folder, { kind: 'accepted', leg, by, holderBefore, asDeputy });
};

/** The offer ends without a receiver; who held the leg before still does. */
export const endOffer = (folder: CaseFolder, leg: LegState, kind: 'declined' | 'withdrawn' | 'lapsed'): void => {
  leg.state = leg.before ?? 'ahead';
  leg.before = undefined;
  folder.stopClock('lapse', leg);
  announce(folder, { kind, leg });
  leg.receiver = undefined;
  forgetHandlings(folder, leg);
};

/** The giver is accountable again. */
export const giveBack = (folder: CaseFolder, leg: LegState): void => {
  leg.state = 'ahead';
  leg.holder = undefined;
  folder.moveAccountability(leg.giver ?? folder.state.accountable, leg);
  announce(folder, { kind: 'returned', leg });
  forgetHandlings(folder, leg);
};

/** A special handling is for the one baton that it was granted for. */
export const forgetHandlings = (folder: CaseFolder, leg: LegState): void => {
  if (leg.deputies.length > 0) leg.deputies = [];
  const { state } = folder;
  if (state.ordered.length === 0) return;
  state.ordered = state.ordered.filter((key) => !key.startsWith(`${leg.definition.id} `));
};

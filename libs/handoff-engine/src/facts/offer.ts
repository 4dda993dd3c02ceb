import type { Handling } from '@baton/contracts';
import type { LegState } from '../case-state.ts';
import type { CaseFolder } from '../case-folder.ts';
import { graphOf } from '../route-graph.ts';
import { announce } from '../stalls/announce.ts';
import { forgetPlans } from '../walk.ts';
import { sayAhead } from './heads-up.ts';

/** By special handling, or because the receiver's delegation was accepted and covers the instant. */
export const isDeputy = (folder: CaseFolder, leg: LegState, by: string): boolean => {
  if (leg.deputies.includes(by)) return true;
  if (leg.state !== 'offered') return false;
  const delegates = folder.reference.delegatesOf(leg.receiver!, folder.state.route.id, folder.sequence);
  return delegates.some(({ to, from, until }) => to === by && from <= folder.at && folder.at < until);
};

export const isOnOffer = (folder: CaseFolder, leg: LegState, by: string): boolean =>
  leg.state === 'offered' && (leg.receiver === by || isDeputy(folder, leg, by));

/** An offer to a team or a role is for its members to take, whoever they are as far as anybody has said. */
export const isForMembers = (folder: CaseFolder, leg: LegState, by: string): boolean => {
  if (leg.state !== 'offered') return false;
  const party = folder.reference.party(leg.receiver!, folder.sequence);
  if (party?.kind !== 'team' && party?.kind !== 'role') return false;
  return party.members === undefined || party.members.includes(by);
};

/** Whoever works on what they were asked to take has taken it; a member of a team must be named. */
export const isTakenBy = (
  folder: CaseFolder,
  leg: LegState,
  fact: { readonly by?: string; readonly actor: string },
): boolean =>
  isOnOffer(folder, leg, fact.by ?? fact.actor) ||
  (fact.by !== undefined && fact.by !== leg.giver && fact.by !== leg.holder && isForMembers(folder, leg, fact.by));

/** The baton passes. */
export const accept = (folder: CaseFolder, leg: LegState, by: string): void => {
  const holderBefore = leg.state === 'held' || leg.before === 'held' ? leg.holder : undefined;
  const asDeputy = isDeputy(folder, leg, by);
  if (leg.state === 'ahead') {
    leg.giver = folder.state.accountable;
    leg.receiver = by;
  }
  if (holderBefore !== undefined && holderBefore !== by) leg.giver = holderBefore;
  leg.state = 'held';
  leg.before = undefined;
  leg.holder = by;
  leg.isHeldByNobody = folder.reference.isVacant(by, folder.sequence);
  leg.acceptedAt = folder.at;
  leg.completedAt = undefined;
  folder.stopClock('lapse', leg);
  if (folder.state.ordered.length > 0 || leg.deputies.length > 0) forgetDeputies(folder, leg);
  folder.acceptance = { leg: leg.definition.id, by };
  folder.passAccountability(by, leg);
  announce(folder, { kind: 'accepted', leg, by, holderBefore, asDeputy });
  sayAhead(folder, leg);
};

/** How an offer ends without a receiver. */
type OfferEnd =
  { readonly kind: 'declined'; readonly by: string } | { readonly kind: 'withdrawn' } | { readonly kind: 'lapsed' };

/** Who held the leg before still does. */
export const endOffer = (folder: CaseFolder, leg: LegState, end: OfferEnd): void => {
  leg.state = leg.before ?? 'ahead';
  leg.before = undefined;
  if (leg.state !== 'held') leg.pausedUntil = undefined;
  folder.stopClock('lapse', leg);
  forgetHandlings(folder, leg);
  announce(folder, { ...end, leg });
  leg.receiver = undefined;
};

/** The giver is accountable again. */
export const giveBack = (folder: CaseFolder, leg: LegState, by: string): void => {
  const to = leg.giver ?? folder.state.accountable;
  leg.state = 'ahead';
  leg.holder = undefined;
  leg.pausedUntil = undefined;
  folder.passAccountability(to, leg);
  forgetHandlings(folder, leg);
  announce(folder, { kind: 'returned', leg, by, to });
};

const without = (keys: readonly string[], isGone: (key: string) => boolean): readonly string[] =>
  keys.length === 0 ? keys : keys.filter((key) => !isGone(key));

/** A special handling is for the one baton that it was granted for. */
export const forgetHandlings = (folder: CaseFolder, leg: LegState): void => {
  if (leg.deputies.length > 0) leg.deputies = [];
  const { state } = folder;
  if (state.ordered.length + state.refused.length + state.carriedOut.length === 0) return;
  const isOfLeg = (key: string): boolean => key.startsWith(`${leg.definition.id} `);
  state.ordered = without(state.ordered, isOfLeg);
  state.refused = without(state.refused, isOfLeg);
  state.carriedOut = without(state.carriedOut, isOfLeg);
  if (leg.state !== 'completed') state.relaxed = state.relaxed.filter((one) => one.leg !== leg.definition.id);
  state.graph = graphOf(state.route, state.relaxed);
  forgetPlans(folder);
};

/** Somebody has taken the leg: who else might have is over, how it is run is not. */
const forgetDeputies = (folder: CaseFolder, leg: LegState): void => {
  if (leg.deputies.length > 0) leg.deputies = [];
  const { state } = folder;
  const lasting = new Set(
    state.route.handlings.flatMap(({ kind, id }) => (lasts.has(kind) ? [`${leg.definition.id} ${id}`] : [])),
  );
  const isOver = (key: string): boolean => key.startsWith(`${leg.definition.id} `) && !lasting.has(key);
  state.ordered = without(state.ordered, isOver);
};

const lasts: ReadonlySet<Handling['kind']> = new Set(['expedite', 'parallel', 'skip-rule']);

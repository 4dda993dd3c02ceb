import type { Instant, Ladder, Rung } from '@baton/contracts';
import type { WorkingCalendar } from '@baton/working-time';
import { type Desk, recordRung } from '../case-record.ts';
import type { Episode } from '../episode.ts';
import type { CaseFolder } from '../case-folder.ts';
import { offeredBy } from '../legs.ts';
import type { LegState } from '../case-state.ts';
import { openHandlings } from '../options.ts';
import { elapsedTime } from '../reference/people.ts';

/** The leg that the episode is about, if the case has come to it. */
const legStateOf = (folder: CaseFolder, { standsAt }: Episode): LegState | undefined =>
  folder.state.legs.find((leg) => leg.definition.id === standsAt);

/** The first ladder of its policy that fits, as it was when the stall was raised; else the route's. */
export const ladderOf = (folder: CaseFolder, episode: Episode): readonly Rung[] => {
  const policy = episode.policy && folder.reference.rules.policyVersion(episode.policy);
  const fits = ({ kinds, impacts }: Ladder): boolean =>
    kinds?.includes(episode.kind) !== false && impacts?.includes(episode.impact) !== false;
  return policy?.ladders.find(fits)?.rungs ?? folder.state.route.ladder;
};

/** In whose working time the rungs are counted. */
export const hoursOfLadder = (folder: CaseFolder, episode: Episode): WorkingCalendar => {
  const party = legStateOf(folder, episode)?.definition.party ?? folder.state.route.owner;
  return folder.reference.calendarOf(party, folder.sequence);
};

/** Counted from the beginning of the stall, holds left out, and never before the rung that precedes it or the end of a hold. */
const dueOf = (folder: CaseFolder, episode: Episode, rung: Rung): Instant | undefined => {
  const hours = rung.elapsed === true ? elapsedTime : hoursOfLadder(folder, episode);
  let wait = rung.after;
  let notBefore = episode.lastRungAt;
  for (const { since, endedAt } of episode.pastHolds) {
    wait += hours.between(since, endedAt);
    notBefore = Math.max(notBefore, endedAt);
  }
  const due = hours.add(episode.dueAt, wait);
  return due === undefined ? undefined : Math.max(due, notBefore);
};

/** Whom the rung calls; nobody: the rung is empty and skipped. */
export const whomOf = (folder: CaseFolder, episode: Episode, rung: Rung): readonly string[] => {
  const leg = legStateOf(folder, episode);
  const { accountable, route } = folder.state;
  const managerOf = (party: string | undefined): string | undefined =>
    party === undefined ? undefined : folder.reference.party(party, folder.sequence)?.manager;
  const one = (party: string | undefined): readonly string[] => (party === undefined ? [] : [party]);
  const giver = (leg && offeredBy(leg)) ?? accountable;
  switch (rung.whom) {
    case 'holder':
      return one(leg?.state === 'held' ? leg.holder : accountable);
    case 'giver':
      return one(giver);
    case 'receiver':
      return one(leg?.receiver);
    case 'manager':
      return one(managerOf(leg?.receiver) ?? managerOf(accountable));
    case 'giver-manager':
      return one(managerOf(giver));
    case 'owner':
      return one(route.owner);
    case 'on-duty':
      return rung.group === undefined ? [] : onDuty(folder, rung.group);
    case 'special-handling':
      return leg === undefined ? [] : whoMayGrant(folder, leg);
  }
};

/** Of every way out that is still open; a standard that names nobody: whoever is accountable. */
const whoMayGrant = (folder: CaseFolder, leg: LegState): readonly string[] => {
  const { accountable } = folder.state;
  const may = openHandlings(folder, leg).flatMap(({ mayGrant }) => (mayGrant.length === 0 ? [accountable] : mayGrant));
  return [...new Set(may)];
};

/** The members of a group who are at work at this instant. */
const onDuty = (folder: CaseFolder, group: string): readonly string[] =>
  folder.reference
    .membersOf(group, folder.sequence)
    .filter((member) => folder.reference.presentOf(member, folder.sequence).next(folder.at) === folder.at);

/** Sets the instant of the episode's next rung. */
export const climb = (folder: CaseFolder, episode: Episode): void => {
  if (episode.hold !== undefined) return;
  const rung = ladderOf(folder, episode)[episode.nextRung];
  episode.rungDue = rung && dueOf(folder, episode, rung);
};

/** Fires the rung that is due, once, or the first after it that calls somebody, and sets the next. */
export const fireRung = (folder: CaseFolder, desk: Desk, episode: Episode): void => {
  const ladder = ladderOf(folder, episode);
  episode.lastRungAt = folder.at;
  while (episode.nextRung < ladder.length) {
    const number = episode.nextRung++;
    const { channel } = ladder[number]!;
    const whom = whomOf(folder, episode, ladder[number]!);
    if (whom.length === 0) continue;
    const silenced = silenceOf(folder, episode);
    recordRung(desk, episode, { rung: number, whom, channel, ...(silenced === undefined ? {} : { silenced }) });
    break;
  }
  climb(folder, episode);
};

const silenceOf = (folder: CaseFolder, { kind, leg, party }: Episode): string | undefined => {
  const { id: caseId, route, impact } = folder.state;
  return folder.reference.silenceFor({ caseId, route: route.id, leg, kind, party, impact }, folder.at, folder.sequence);
};

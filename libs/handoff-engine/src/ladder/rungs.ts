import type { Instant, Rung } from '@baton/contracts';
import { type Desk, type Episode, recordRung } from './case-record.ts';
import type { CaseFolder } from './case-folder.ts';
import type { LegState } from './case-state.ts';

const legStateOf = (folder: CaseFolder, episode: Episode): LegState | undefined =>
  folder.state.legs.find((leg) => leg.definition.id === episode.leg);

const dueOf = (folder: CaseFolder, episode: Episode, rung: Rung): Instant | undefined => {
  if (rung.elapsed === true) return episode.dueAt + rung.after;
  const party = legStateOf(folder, episode)?.definition.party ?? folder.state.route.owner;
  return folder.reference.calendarOf(party, folder.sequence).add(episode.dueAt, rung.after);
};

/** Whom the rung calls; nobody: the rung is empty and skipped. */
const whomOf = (folder: CaseFolder, episode: Episode, rung: Rung): readonly string[] => {
  const leg = legStateOf(folder, episode);
  const { accountable, route } = folder.state;
  const managerOf = (party: string | undefined): string | undefined =>
    party === undefined ? undefined : folder.reference.party(party, folder.sequence)?.manager;
  const called: Record<Rung['whom'], string | undefined> = {
    holder: accountable,
    giver: leg?.giver ?? accountable,
    receiver: leg?.receiver,
    manager: managerOf(leg?.receiver) ?? managerOf(accountable),
    owner: route.owner,
  };
  const one = called[rung.whom];
  return one === undefined ? [] : [one];
};

/** Sets the instant of the episode's next rung. */
export const climb = (folder: CaseFolder, episode: Episode): void => {
  const rung = folder.state.route.ladder[episode.nextRung];
  episode.rungDue = rung && dueOf(folder, episode, rung);
};

/** Fires the rung that is due, once, or the first after it that calls somebody, and sets the next. */
export const fireRung = (folder: CaseFolder, desk: Desk, episode: Episode): void => {
  const { ladder } = folder.state.route;
  while (episode.nextRung < ladder.length) {
    const number = episode.nextRung++;
    const whom = whomOf(folder, episode, ladder[number]!);
    if (whom.length === 0) continue;
    recordRung(desk, episode, { rung: number, whom, channel: ladder[number]!.channel });
    break;
  }
  climb(folder, episode);
};

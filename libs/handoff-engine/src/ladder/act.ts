import type { Desk } from '../case-record.ts';
import type { CaseFolder, StallAct } from '../case-folder.ts';
import type { FoldedFact } from '../case-state.ts';
import { irregular, refuse } from '../facts/answers.ts';
import { expire, goOn, hold, release, sayMoved } from './hold.ts';
import { climb } from './rungs.ts';

/** What somebody does about the open episodes that they mean, or all of the case. */
export const act = (folder: CaseFolder, desk: Desk, fact: StallAct): void => {
  const meant = desk.record.episodes.filter(
    ({ status, kind, leg, dueAt }) =>
      status === 'open' &&
      dueAt <= folder.at &&
      (fact.kind ?? kind) === kind &&
      (fact.leg === undefined || fact.leg === leg),
  );
  if (fact.type === 'baton.stall.acknowledgement-ended.v1') {
    const held = meant.filter(({ hold }) => hold !== undefined);
    if (held.length === 0) return irregular(folder, fact, 'nobody had acknowledged it');
    for (const episode of held) {
      release(folder, desk, { episode, because: 'acknowledgement-ended', endedBy: fact.id });
    }
    return;
  }
  if (meant.length === 0) {
    const what = [fact.leg, fact.kind].filter((one) => one !== undefined).join(' ');
    return refuse(folder, fact, { refusal: 'no-open-stall', detail: `nothing stalls now: ${what || 'any'}` });
  }
  for (const episode of meant) hold(folder, desk, { episode, fact });
};

/** What somebody did about stalls was a mistake: the ladders of the open ones go on as without it. */
export const undo = (folder: CaseFolder, desk: Desk, act: StallAct): void => {
  for (const episode of desk.record.episodes) {
    if (episode.status !== 'open') continue;
    const ended = episode.pastHolds.find(({ endedBy }) => endedBy === act.id);
    const isMeant = episode.hold?.fact === act.id || episode.pastHolds.some(({ fact }) => fact === act.id);
    if (!isMeant && ended === undefined) continue;
    const old = episode.rungDue;
    if (episode.hold?.fact === act.id) episode.hold = undefined;
    episode.pastHolds = episode.pastHolds.filter((past) => past.fact !== act.id && past !== ended);
    if (ended !== undefined && ended.fact !== act.id) goOn(folder, episode, ended);
    climb(folder, episode);
    sayMoved(desk, folder.at, { leg: episode.leg, old, new: episode.rungDue, because: 'voided' });
  }
};

export const isAct = (fact: FoldedFact['fact']): fact is StallAct => fact.type.startsWith('baton.stall.');

/** What people did about the open stalls of an adopted record: holds are set as they were, and nothing is said. */
export const adoptActs = (folder: CaseFolder, desk: Desk, facts: readonly FoldedFact[]): void => {
  const { out, record } = desk;
  const { told } = record;
  const now = folder.at;
  desk.out = undefined;
  for (const { fact, takenAt } of facts) {
    if (!isAct(fact)) continue;
    folder.at = takenAt;
    expire(record.episodes, takenAt);
    act(folder, desk, fact);
  }
  expire(record.episodes, now);
  folder.at = now;
  record.told = told;
  desk.out = out;
};

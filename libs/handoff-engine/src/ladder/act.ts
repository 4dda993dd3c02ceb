import type { Desk } from '../case-record.ts';
import type { CaseFolder, StallAct } from '../case-folder.ts';
import type { FoldedFact } from '../fact-log.ts';
import { irregular, refuse } from '../facts/answers.ts';
import { expire, hold, release, sayMoved } from './hold.ts';
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

/** What was done about stalls was voided, or is not voided any more: holds are what the facts that count make of them. */
export const redo = (folder: CaseFolder, desk: Desk, facts: readonly FoldedFact[]): void => {
  const open = desk.record.episodes.filter(({ status }) => status === 'open');
  const before = open.map(({ rungDue }) => rungDue);
  for (const episode of open) {
    episode.hold = undefined;
    episode.pastHolds = [];
  }
  adoptActs(folder, desk, facts);
  open.forEach((episode, index) => {
    climb(folder, episode);
    const old = before[index];
    if (episode.rungDue === old) return;
    sayMoved(desk, folder.at, { leg: episode.leg, old, new: episode.rungDue, because: 'voided' });
  });
};

export const isAct = (fact: FoldedFact['fact']): fact is StallAct => fact.type.startsWith('baton.stall.');

/** What people did about the open stalls: holds are set as they were, and nothing is said. */
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

import type { CaseFact } from '@baton/contracts';
import type { CaseFolder } from '../case-folder.ts';
import type { ClearedBecause } from '@baton/contracts';
import { latestFinishOf, latestStartOf } from '../walk.ts';
import { announce } from '../stalls/announce.ts';

type FactOf<Type extends CaseFact['type']> = Extract<CaseFact, { type: Type }>;

export const foldOpened = (folder: CaseFolder, fact: FactOf<'baton.case.opened.v1'>): void => {
  const { state } = folder;
  if (state.customer !== '' && !state.implicit) {
    folder.tell({ type: 'fact-flagged', fact: fact.id, flag: 'irregular', detail: 'case is already open' });
    return;
  }
  state.title = fact.title;
  state.customer = fact.customer;
  state.impact = fact.impact ?? 'normal';
  state.needBy = fact.needBy;
  state.implicit = false;
  folder.tell({ type: 'receipt', customer: fact.customer });
  if (!state.legs.some((leg) => leg.acceptedAt !== undefined)) folder.moveAccountability(fact.actor, undefined);
  announce(folder, { kind: 'opened' });
};

export const foldAmended = (folder: CaseFolder, fact: FactOf<'baton.case.amended.v1'>): void => {
  const { state } = folder;
  state.title = fact.title ?? state.title;
  state.impact = fact.impact ?? state.impact;
  if (fact.needBy !== undefined && fact.needBy !== state.needBy) {
    state.needBy = fact.needBy;
    state.plan = undefined;
    announce(folder, { kind: 'amended' });
    headsUpAgain(folder);
  }
};

/** Those who have an offer before them are told the new latest moments. */
const headsUpAgain = (folder: CaseFolder): void => {
  for (const leg of folder.state.legs) {
    if (leg.state !== 'offered') continue;
    const latestFinish = latestFinishOf(folder, leg);
    const latestStart = latestStartOf(folder, leg);
    const acceptBy = folder.clock('unaccepted', leg)?.due;
    folder.tell({ type: 'heads-up', leg: leg.definition.id, party: leg.receiver!, latestStart, latestFinish, acceptBy });
  }
};

export const foldClosed = (folder: CaseFolder): void => endCase(folder, 'closed', 'closed');

export const foldCancelled = (folder: CaseFolder): void => endCase(folder, 'cancelled', 'case-cancelled');

const endCase = (folder: CaseFolder, status: 'closed' | 'cancelled', because: ClearedBecause): void => {
  const { state } = folder;
  if (state.status !== 'open') return;
  state.status = status;
  state.closedAt = folder.at;
  state.clocks = [];
  for (const leg of state.legs) if (leg.state === 'offered') leg.state = leg.completedAt === undefined ? 'ahead' : 'completed';
  for (const stall of [...state.stalls]) folder.clear(stall.kind, stall.leg, because);
  announce(folder, { kind: status });
};

/** The last holder is accountable again; the matter has a new need-by or none. */
export const foldReopened = (folder: CaseFolder, fact: FactOf<'baton.case.reopened.v1'>): void => {
  const { state } = folder;
  if (state.status === 'open') {
    folder.tell({ type: 'fact-flagged', fact: fact.id, flag: 'irregular', detail: 'case is open' });
    return;
  }
  state.status = 'open';
  state.closedAt = undefined;
  state.needBy = fact.needBy;
  state.plan = undefined;
  announce(folder, { kind: 'reopened' });
};

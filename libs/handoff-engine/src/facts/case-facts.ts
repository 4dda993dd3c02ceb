import type { ClearedBecause } from '@baton/contracts';
import type { CaseFolder } from '../case-folder.ts';
import { never, noClocks } from '../case-state.ts';
import { offeredBy } from '../legs.ts';
import { announce } from '../stalls/announce.ts';
import { forgetPlans } from '../walk.ts';
import type { FactOf } from './answers.ts';
import { sayOffered } from './heads-up.ts';
import { supply } from './items.ts';
import { sayOutcomes } from './special-handling-facts.ts';

export const foldOpened = (folder: CaseFolder, fact: FactOf<'baton.case.opened.v1'>): void => {
  const { state } = folder;
  if (state.customer !== '' && !state.implicit) {
    folder.tell({ type: 'fact-flagged', fact: fact.id, flag: 'irregular', detail: 'case is already open' });
    return;
  }
  state.title = fact.title;
  state.customer = fact.customer;
  state.impact = fact.impact ?? 'normal';
  state.needBy = fact.needBy ?? state.needBy;
  forgetPlans(folder);
  state.implicit = false;
  state.opener = fact.actor;
  const { at, sink } = folder;
  const { customer } = fact;
  sink.tell(folder, { type: 'receipt', id: '', caseId: state.id, dueAt: at, knownAt: at, customer });
  if (!state.legs.some((leg) => leg.acceptedAt !== undefined)) folder.moveAccountability(fact.actor, undefined);
  announce(folder, { kind: 'opened' });
};

export const foldAmended = (folder: CaseFolder, fact: FactOf<'baton.case.amended.v1'>): void => {
  const { state } = folder;
  state.title = fact.title ?? state.title;
  state.impact = fact.impact ?? state.impact;
  supply(folder, fact.items);
  if (fact.needBy !== undefined && fact.needBy !== state.needBy) {
    state.needBy = fact.needBy;
    forgetPlans(folder);
    announce(folder, { kind: 'amended' });
    for (const leg of state.legs) if (leg.state === 'offered') sayOffered(folder, leg);
  }
};

export const foldClosed = (folder: CaseFolder): void => endCase(folder, 'closed', 'closed');

export const foldCancelled = (folder: CaseFolder): void => endCase(folder, 'cancelled', 'case-cancelled');

const nobody: readonly string[] = [];

const endCase = (folder: CaseFolder, status: 'closed' | 'cancelled', because: ClearedBecause): void => {
  const { state } = folder;
  if (state.status !== 'open') return;
  for (const leg of state.legs) {
    if (leg.state === 'offered' && folder.stallOf('unowned', leg) !== undefined)
      folder.passAccountability(offeredBy(leg)!, leg);
  }
  state.status = status;
  state.closedAt = folder.at;
  sayOutcomes(folder);
  forgetPlans(folder);
  state.legClocks = noClocks;
  state.forecastAt = never;
  state.missedAt = never;
  for (const leg of state.legs) {
    if (leg.state === 'offered') leg.state = leg.before ?? 'ahead';
    leg.before = undefined;
    leg.pausedUntil = undefined;
    leg.deputies = nobody;
  }
  state.ordered = nobody;
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
  forgetPlans(folder);
  announce(folder, { kind: 'reopened' });
};

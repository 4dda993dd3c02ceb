import type { CaseFolder } from '../case-folder.ts';
import { offeredBy } from '../legs.ts';
import type { LegState } from '../case-state.ts';
import { announce } from '../stalls/announce.ts';
import { projectedFinish } from '../walk.ts';
import { type FactOf, irregular, legMeant } from './answers.ts';
import { supply } from './items.ts';
import { accept, forgetHandlings, isTakenBy } from './offer.ts';

export const foldProgressed = (folder: CaseFolder, fact: FactOf<'baton.handoff.progressed.v1'>): void => {
  supply(folder, fact.items);
  const leg = legMeant(folder, fact) ?? folder.state.legs.at(-1);
  if (leg === undefined) return;
  if (isTakenBy(folder, leg, fact)) takeByWork(folder, fact, leg);
  announce(folder, { kind: 'progressed', leg });
};

/** Work on an offer counts as acceptance, unless another's acceptance of it was confirmed before this was known. */
const takeByWork = (
  folder: CaseFolder,
  fact: { readonly by?: string; readonly actor: string },
  leg: LegState,
): void => {
  const by = fact.by ?? fact.actor;
  if (folder.confirmedElsewhere(leg, by) === undefined) accept(folder, leg, by);
};

export const foldCompleted = (folder: CaseFolder, fact: FactOf<'baton.handoff.completed.v1'>): void => {
  supply(folder, fact.items);
  const by = fact.by ?? fact.actor;
  const leg = legMeant(folder, fact);
  if (leg === undefined) return irregular(folder, fact, 'completed, but nothing is under way');
  if (leg.state === 'completed') return;
  const id = leg.definition.id;
  if (isTakenBy(folder, leg, fact)) takeByWork(folder, fact, leg);
  else if (leg.state === 'offered' && by === offeredBy(leg)) return completeBeforeHandover(folder, leg);
  if (leg.state !== 'held') irregular(folder, fact, `completed, but nobody had accepted ${id}`);
  else if (fact.by !== undefined && leg.holder !== by) {
    irregular(folder, fact, `completed by ${by}, but ${leg.holder} holds it`);
  }
  leg.state = 'completed';
  leg.before = undefined;
  leg.completedAt = folder.at;
  leg.pausedUntil = undefined;
  folder.stopClock('lapse', leg);
  forgetHandlings(folder, leg);
  announce(folder, { kind: 'completed', leg });
  sayProgress(folder, leg);
};

/** The giver has done the work of what is on offer: on record, but the offer stands until somebody answers it. */
const completeBeforeHandover = (folder: CaseFolder, leg: LegState): void => {
  leg.giver = offeredBy(leg);
  leg.before = 'completed';
  leg.completedAt = folder.at;
  folder.stopClock('overrun', leg);
  folder.clear('overrun', leg, 'completed');
};

const sayProgress = (folder: CaseFolder, leg: LegState): void => {
  const { at, sink } = folder;
  const { id: caseId, customer, legs, route } = folder.state;
  if (customer === '') return;
  let done = 0;
  for (const one of legs) if (one.state === 'completed') done++;
  const finish = sink.isListening ? projectedFinish(folder) : undefined;
  // prettier-ignore
  sink.tell(folder, {
    type: 'progress', id: '', caseId, dueAt: at, knownAt: at,
    customer, leg: leg.definition.id, done, of: route.legs.length, projectedFinish: finish,
  });
};

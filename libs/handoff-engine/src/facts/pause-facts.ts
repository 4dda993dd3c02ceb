import type { CaseFolder } from '../case-folder.ts';
import { type CaseClock, type LegState, openEnd } from '../case-state.ts';
import type { FactOf } from './answers.ts';
import { byKind, sayMoved } from './deadlines.ts';

/** The leg named, else all that are not done. */
const legsMeant = (folder: CaseFolder, leg: string | undefined): readonly LegState[] =>
  folder.state.legs.filter((one) => (leg === undefined ? one.state !== 'completed' : one.definition.id === leg));

/** Budgets of the legs stop, those that begin meanwhile too; `missed` never does. */
const budgetsOf = (folder: CaseFolder, legs: readonly LegState[]): CaseClock[] =>
  folder.state.legClocks
    .filter((clock) => clock.party !== undefined && clock.leg !== undefined && legs.includes(clock.leg))
    .sort(byKind);

export const foldPaused = (folder: CaseFolder, fact: FactOf<'baton.handoff.paused.v1'>): void => {
  if (fact.until !== undefined && fact.until <= folder.at) return;
  const legs = legsMeant(folder, fact.leg);
  for (const leg of legs) leg.pausedUntil = fact.until ?? openEnd;
  for (const clock of budgetsOf(folder, legs)) {
    clock.resumesAt = fact.until;
    if (clock.runningSince === undefined) continue;
    clock.consumed += folder.hoursOf(clock.leg, clock.party!).between(clock.runningSince, folder.at);
    clock.runningSince = undefined;
    const old = clock.due;
    clock.due = undefined;
    sayMoved(folder, clock, { old, because: 'paused' });
  }
};

export const foldResumed = (folder: CaseFolder, fact: FactOf<'baton.handoff.resumed.v1'>): void => {
  const legs = legsMeant(folder, fact.leg);
  for (const leg of legs) leg.pausedUntil = undefined;
  for (const clock of budgetsOf(folder, legs)) resume(folder, clock);
};

/** Goes on with what was left of the budget. */
export const resume = (folder: CaseFolder, clock: CaseClock): void => {
  if (clock.runningSince !== undefined) return;
  clock.runningSince = folder.at;
  clock.resumesAt = undefined;
  clock.due = folder.hoursOf(clock.leg, clock.party!).add(folder.at, Math.max(clock.budget - clock.consumed, 0));
  sayMoved(folder, clock, { old: undefined, because: 'resumed' });
};

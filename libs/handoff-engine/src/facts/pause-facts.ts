import type { CaseFact } from '@baton/contracts';
import type { CaseFolder } from '../case-folder.ts';
import type { CaseClock } from '../case-state.ts';

type FactOf<Type extends CaseFact['type']> = Extract<CaseFact, { type: Type }>;

/** Budgets of the leg at hand stop; `missed` never does. */
const budgetsOf = (folder: CaseFolder, leg: string | undefined): CaseClock[] =>
  folder.state.clocks.filter(
    (clock) => clock.party !== undefined && (leg === undefined || clock.leg?.definition.id === leg),
  );

export const foldPaused = (folder: CaseFolder, fact: FactOf<'baton.handoff.paused.v1'>): void => {
  if (fact.until !== undefined && fact.until <= folder.at) return;
  for (const clock of budgetsOf(folder, fact.leg)) {
    if (clock.runningSince === undefined) {
      clock.resumesAt = fact.until;
      continue;
    }
    const calendar = folder.reference.calendarOf(clock.party!, folder.sequence);
    clock.consumed += calendar.between(clock.runningSince, folder.at);
    clock.runningSince = undefined;
    clock.due = undefined;
    clock.resumesAt = fact.until;
  }
};

export const foldResumed = (folder: CaseFolder, fact: FactOf<'baton.handoff.resumed.v1'>): void => {
  for (const clock of budgetsOf(folder, fact.leg)) resume(folder, clock);
};

/** Goes on with what was left of the budget. */
export const resume = (folder: CaseFolder, clock: CaseClock): void => {
  if (clock.runningSince !== undefined) return;
  clock.runningSince = folder.at;
  clock.resumesAt = undefined;
  clock.due = folder.reference.calendarOf(clock.party!, folder.sequence).add(folder.at, clock.budget - clock.consumed);
};

/** A calendar or the roster changed: deadlines that run move, each with its reason. */
export const recompute = (folder: CaseFolder, because: string): void => {
  for (const clock of folder.state.clocks.toSorted(byKind)) {
    if (clock.runningSince === undefined || clock.party === undefined) continue;
    const calendar = folder.reference.calendarOf(clock.party, folder.sequence);
    const old = clock.due;
    clock.due = calendar.add(clock.runningSince, clock.budget - clock.consumed);
    if (clock.due === old) continue;
    folder.tell({
      type: 'deadline-moved',
      leg: clock.leg?.definition.id,
      clock: clock.kind,
      old,
      new: clock.due,
      because,
    });
  }
};

/** Within a case the moves are said by (leg, kind). */
const byKind = (one: CaseClock, other: CaseClock): number => (nameOf(one) < nameOf(other) ? -1 : 1);

const nameOf = (clock: CaseClock): string => `${clock.leg?.definition.id ?? ''} ${clock.kind}`;

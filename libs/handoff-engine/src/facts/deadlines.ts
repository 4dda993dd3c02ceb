import type { CaseFolder } from '../case-folder.ts';
import type { CaseClock, ClockKind, LegState } from '../case-state.ts';
import { budgetOf } from '../terms.ts';

export const sayMoved = (
  folder: CaseFolder,
  { kind, leg, due }: CaseClock,
  { old, because }: { readonly old: number | undefined; readonly because: string },
): void => {
  if (old === due) return;
  folder.tell({
    type: 'deadline-moved',
    clock: kind,
    because,
    ...(leg === undefined ? {} : { leg: leg.definition.id }),
    ...(old === undefined ? {} : { old }),
    ...(due === undefined ? {} : { new: due }),
  });
};

/**
 * The rules changed: budgets are what they now say, what has none any more stops, what gets its first begins when the
 * offer or the acceptance was, and deadlines that run move, each with its reason.
 */
export const recompute = (folder: CaseFolder, because: string): void => {
  for (const clock of folder.state.legClocks.toSorted(byKind)) {
    if (clock.party === undefined) continue;
    const budget = allowed(folder, clock.kind, clock.leg!);
    const old = clock.due;
    if (budget === undefined) {
      folder.stopClock(clock.kind, clock.leg!);
      sayMoved(folder, { ...clock, due: undefined }, { old, because });
      continue;
    }
    clock.budget = budget;
    if (clock.runningSince === undefined) continue;
    const left = Math.max(budget - clock.consumed, 0);
    clock.due = folder.hoursOf(clock.leg, clock.party).add(clock.runningSince, left);
    sayMoved(folder, clock, { old, because });
  }
  for (const leg of folder.state.legs) beginMissing(folder, leg, because);
};

const allowed = (folder: CaseFolder, kind: ClockKind, { definition, state }: LegState): number | undefined => {
  if (kind === 'unaccepted') return budgetOf(folder, definition, 'acceptBudget');
  if (kind === 'overrun') return budgetOf(folder, definition, 'finishBudget');
  const interval = budgetOf(folder, definition, 'progressInterval');
  return state === 'held' ? interval : (interval ?? budgetOf(folder, definition, 'acceptBudget'));
};

const beginMissing = (folder: CaseFolder, leg: LegState, because: string): void => {
  const kind = leg.state === 'offered' ? 'unaccepted' : leg.state === 'held' ? 'overrun' : undefined;
  if (kind === undefined || folder.clock(kind, leg) !== undefined || folder.stallOf(kind, leg) !== undefined) return;
  const budget = allowed(folder, kind, leg);
  if (budget === undefined) return;
  const { at } = folder;
  folder.at = leg.state === 'held' ? leg.acceptedAt! : leg.offeredAt!;
  folder.startBudget(kind, leg, { party: leg.state === 'held' ? leg.holder! : leg.receiver!, budget });
  folder.at = at;
  sayMoved(folder, folder.clock(kind, leg)!, { old: undefined, because });
};

/** Within a case the moves are said by (leg, kind). */
export const byKind = (one: CaseClock, other: CaseClock): number => (nameOf(one) < nameOf(other) ? -1 : 1);

const nameOf = (clock: CaseClock): string => `${clock.leg?.definition.id ?? ''} ${clock.kind}`;

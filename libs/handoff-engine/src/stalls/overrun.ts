import type { CaseFolder } from '../case-folder.ts';
import type { LegState } from '../case-state.ts';
import { latestFinishOf, projectedFinish, provisionalAt } from '../walk.ts';
import type { StallRule } from './stall-rule.ts';

/** Held, and the finish budget is used up. A new holder has the whole budget. */
export const overrun: StallRule = {
  kind: 'overrun',

  changed(folder, change) {
    switch (change.kind) {
      case 'accepted': {
        const { leg, by, holderBefore } = change;
        if (holderBefore === by) return;
        folder.clear('overrun', leg, 'passed-on');
        folder.stopClock('overrun', leg);
        start(folder, leg);
        return;
      }
      case 'completed':
        folder.stopClock('overrun', change.leg);
        folder.clear('overrun', change.leg, 'completed');
        return;
      case 'returned':
        folder.stopClock('overrun', change.leg);
        folder.clear('overrun', change.leg, 'passed-on');
        return;
      case 'reopened':
        for (const leg of folder.state.legs) if (leg.state === 'held') start(folder, leg);
        return;
      case 'opened':
      case 'amended':
      case 'offered':
      case 'declined':
      case 'withdrawn':
      case 'lapsed':
      case 'closed':
      case 'cancelled':
      case 'reference-changed':
        return;
    }
  },

  due(folder, clock) {
    const leg = clock.leg!;
    folder.raise('overrun', leg, {
      party: leg.holder!,
      budget: clock.budget,
      actBy: latestFinishOf(folder, leg),
      projectedFinish: projectedFinish(folder),
      ...provisionalAt(folder, leg.holder!),
    });
  },
};

const start = (folder: CaseFolder, leg: LegState): void => {
  const budget = leg.definition.finishBudget;
  if (budget !== undefined) folder.startBudget('overrun', leg, { party: leg.holder!, budget });
};

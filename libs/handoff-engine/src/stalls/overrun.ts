import type { ClearedBecause } from '@baton/contracts';
import type { CaseFolder } from '../case-folder.ts';
import type { LegState } from '../case-state.ts';
import { budgetOf } from '../terms.ts';
import { latestFinishOf, projectedFinish, provisionalAt } from '../walk.ts';
import type { StallRule } from './stall-rule.ts';

/** Held, and the finish budget is used up. A new holder has the whole budget. */
export const overrun: StallRule = {
  kind: 'overrun',

  on: {
    accepted(folder, { leg, by, holderBefore }) {
      if (holderBefore === by) return;
      end(folder, leg, 'passed-on');
      start(folder, leg);
    },
    completed: (folder, { leg }) => end(folder, leg, 'completed'),
    returned: (folder, { leg }) => end(folder, leg, 'passed-on'),
    reopened(folder) {
      for (const leg of folder.state.legs) if (leg.state === 'held') start(folder, leg);
    },
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

const end = (folder: CaseFolder, leg: LegState, because: ClearedBecause): void => {
  folder.stopClock('overrun', leg);
  folder.clear('overrun', leg, because);
};

const start = (folder: CaseFolder, leg: LegState): void => {
  const budget = budgetOf(folder, leg.definition, 'finishBudget');
  if (budget !== undefined) folder.startBudget('overrun', leg, { party: leg.holder!, budget });
};

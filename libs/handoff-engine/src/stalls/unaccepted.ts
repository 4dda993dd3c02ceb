import type { ClearedBecause } from '@baton/contracts';
import type { CaseFolder } from '../case-folder.ts';
import type { LegState } from '../case-state.ts';
import { budgetOf } from '../terms.ts';
import { latestFinishOf, projectedFinish, provisionalAt } from '../walk.ts';
import type { StallRule } from './stall-rule.ts';

const end = (folder: CaseFolder, leg: LegState, because: ClearedBecause): void => {
  folder.stopClock('unaccepted', leg);
  folder.clear('unaccepted', leg, because);
};

/** Offered, and the accept budget is used up. An absence does not stop it. */
export const unaccepted: StallRule = {
  kind: 'unaccepted',

  on: {
    offered(folder, { leg }) {
      end(folder, leg, 'offered-to-another');
      const budget = budgetOf(folder, leg.definition, 'acceptBudget');
      if (budget !== undefined) folder.startBudget('unaccepted', leg, { party: leg.receiver!, budget });
    },
    accepted: (folder, { leg }) => end(folder, leg, 'accepted'),
    declined: (folder, { leg }) => end(folder, leg, 'declined'),
    withdrawn: (folder, { leg }) => end(folder, leg, 'withdrawn'),
    lapsed: (folder, { leg }) => end(folder, leg, 'lapsed'),
    completed: (folder, { leg }) => end(folder, leg, 'completed'),
    returned: (folder, { leg }) => end(folder, leg, 'declined'),
  },

  due(folder, clock) {
    const leg = clock.leg!;
    folder.raise('unaccepted', leg, {
      party: leg.receiver!,
      budget: clock.budget,
      actBy: latestFinishOf(folder, leg),
      projectedFinish: projectedFinish(folder),
      ...provisionalAt(folder, leg.receiver!),
    });
  },
};

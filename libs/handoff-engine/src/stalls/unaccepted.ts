import { latestFinishOf, projectedFinish, provisionalAt } from '../walk.ts';
import type { StallRule } from './stall-rule.ts';

/** Offered, and the accept budget is used up. An absence does not stop it. */
export const unaccepted: StallRule = {
  kind: 'unaccepted',

  changed(folder, change) {
    switch (change.kind) {
      case 'offered': {
        const { leg, receiverBefore } = change;
        if (receiverBefore === leg.receiver) return;
        folder.clear('unaccepted', leg, 'offered-to-another');
        folder.stopClock('unaccepted', leg);
        const budget = leg.definition.acceptBudget;
        if (budget !== undefined) folder.startBudget('unaccepted', leg, { party: leg.receiver!, budget });
        return;
      }
      case 'accepted':
      case 'declined':
      case 'withdrawn':
      case 'lapsed':
      case 'completed':
        folder.stopClock('unaccepted', change.leg);
        folder.clear('unaccepted', change.leg, change.kind);
        return;
      case 'returned':
        folder.stopClock('unaccepted', change.leg);
        folder.clear('unaccepted', change.leg, 'declined');
        return;
      case 'opened':
      case 'amended':
      case 'closed':
      case 'cancelled':
      case 'reopened':
      case 'reference-changed':
        return;
    }
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

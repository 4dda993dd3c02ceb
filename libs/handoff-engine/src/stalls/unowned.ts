import type { ClearedBecause } from '@baton/contracts';
import type { CaseFolder } from '../case-folder.ts';
import type { LegState } from '../case-state.ts';
import { moverOf, offeredBy } from '../legs.ts';
import { latestFinishOf, projectedFinish } from '../walk.ts';
import { type StallRule, hasNoClock } from './stall-rule.ts';

const end = (folder: CaseFolder, leg: LegState, because: ClearedBecause): void => {
  if (folder.stallOf('unowned', leg) === undefined) return;
  folder.clear('unowned', leg, because);
  if (!endsOffer.has(because)) return;
  folder.passAccountability((leg.state === 'held' ? leg.holder : offeredBy(leg))!, leg);
};

/** The giver has the baton again. */
const endsOffer: ReadonlySet<ClearedBecause> = new Set(['offered-to-another', 'declined', 'withdrawn', 'lapsed']);

/** With a role that nobody fills or a party that nobody knows: the owner of last resort answers for it. */
export const unowned: StallRule = {
  kind: 'unowned',

  on: {
    offered(folder, { leg }) {
      end(folder, leg, 'offered-to-another');
      look(folder, leg);
    },
    'rules-changed': (folder) => {
      for (const leg of folder.state.legs) look(folder, leg);
    },
    migrated(folder) {
      const { legs, route } = folder.state;
      for (const leg of legs)
        if (folder.stallOf('unowned', leg) !== undefined) folder.passAccountability(route.owner, leg);
    },
    accepted: (folder, { leg }) => end(folder, leg, 'accepted'),
    declined: (folder, { leg }) => end(folder, leg, 'declined'),
    withdrawn: (folder, { leg }) => end(folder, leg, 'withdrawn'),
    lapsed: (folder, { leg }) => end(folder, leg, 'lapsed'),
    returned: (folder, { leg }) => end(folder, leg, 'passed-on'),
    completed: (folder, { leg }) => end(folder, leg, 'completed'),
  },

  due: hasNoClock,
};

/** Whoever has taken it has taken it; only a role that was filled then may become empty under what it holds. */
const look = (folder: CaseFolder, leg: LegState): void => {
  const party = moverOf(leg);
  if (party === undefined || !folder.reference.isVacant(party, folder.sequence)) return;
  if (folder.stallOf('unowned', leg) !== undefined) return;
  if (leg.state === 'held' && leg.isHeldByNobody) return;
  const { owner } = folder.state.route;
  folder.raise('unowned', leg, {
    party,
    actBy: latestFinishOf(folder, leg),
    projectedFinish: projectedFinish(folder),
  });
  folder.passAccountability(owner, leg);
};

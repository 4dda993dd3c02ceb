import type { CaseFolder } from '../case-folder.ts';
import type { LegState, Tour } from '../case-state.ts';
import { latestFinishOf, projectedFinish } from '../walk.ts';
import { type StallRule, hasNoClock } from './stall-rule.ts';

/**
 * A baton is sent on and on: so many hops on a leg with nothing completed, or so many times back to a party already
 * on its path. A hop is a referral, a decline, a return, or a change of holder of the same leg.
 */
export const runaround: StallRule = {
  kind: 'runaround',

  on: {
    referred: (folder, { leg, by, to }) => hop(folder, leg, { first: leg.receiver ?? by, by, to }),
    declined: (folder, { leg, by }) => hop(folder, leg, { first: by, by }),
    returned: (folder, { leg, by, to }) => hop(folder, leg, { first: by, by, to }),
    accepted(folder, { leg, by, holderBefore }) {
      if (holderBefore === undefined || holderBefore === by) return;
      hop(folder, leg, { first: holderBefore, by: leg.tour === undefined ? holderBefore : by, to: by });
    },
    offered(folder, { leg }) {
      if (leg.tour === undefined) return;
      visit(leg.tour, leg.receiver!);
      look(folder, leg, leg.tour);
    },
    completed(folder) {
      for (const leg of folder.state.legs) {
        leg.tour = undefined;
        folder.clear('runaround', leg, 'completed');
      }
    },
    'rules-changed': (folder) => {
      for (const leg of folder.state.legs) if (leg.tour !== undefined) look(folder, leg, leg.tour);
    },
  },

  due: hasNoClock,
};

const hop = (
  folder: CaseFolder,
  leg: LegState,
  { first, by, to }: { readonly first: string; readonly by: string; readonly to?: string },
): void => {
  const tour = (leg.tour ??= { hops: 0, returns: 0, path: [first] });
  visit(tour, by);
  tour.hops++;
  if (to !== undefined) visit(tour, to);
  look(folder, leg, tour);
};

const visit = (tour: Tour, party: string): void => {
  if (tour.path.at(-1) === party) return;
  if (tour.path.includes(party)) tour.returns++;
  tour.path.push(party);
};

const look = (folder: CaseFolder, leg: LegState, tour: Tour): void => {
  const { hops = 3, returns = 2 } = folder.policy?.runaround ?? {};
  if (tour.hops < hops && tour.returns < returns) return;
  folder.raise('runaround', leg, {
    party: folder.state.accountable,
    hops: tour.hops,
    path: [...tour.path],
    actBy: latestFinishOf(folder, leg),
    projectedFinish: projectedFinish(folder),
  });
};

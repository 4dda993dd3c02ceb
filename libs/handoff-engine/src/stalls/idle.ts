import type { ClearedBecause } from '@baton/contracts';
import { giverOf } from '../batons.ts';
import type { CaseFolder } from '../case-folder.ts';
import type { CaseState, LegState } from '../case-state.ts';
import { legOf, moverOf, nextInSequence, readyLegs } from '../legs.ts';
import { budgetOf } from '../terms.ts';
import { latestFinishOf, projectedFinish, provisionalAt } from '../walk.ts';
import type { StallRule } from './stall-rule.ts';

/**
 * Held without a progress fact for the leg's progress interval; or nothing is on offer, and whoever is accountable
 * offers nothing for that interval, by default the next leg's accept budget.
 */
export const idle: StallRule = {
  kind: 'idle',

  on: {
    opened: (folder) => awaitOffers(folder),
    reopened(folder) {
      for (const leg of folder.state.legs) if (leg.state === 'held') awaitProgress(folder, leg);
      awaitOffers(folder);
    },
    migrated(folder) {
      for (const leg of folder.state.legs) if (leg.state === 'ahead') end(folder, leg, 'migrated');
      awaitOffers(folder);
    },
    offered(folder, { leg }) {
      end(folder, leg, 'offered');
      if (folder.state.graph.isSequence) endAhead(folder, 'offered');
    },
    accepted(folder, { leg }) {
      end(folder, leg, 'accepted');
      awaitProgress(folder, leg);
      if (folder.state.graph.isSequence) endAhead(folder, 'accepted');
    },
    progressed(folder, { leg }) {
      if (leg.state === 'held') {
        folder.clear('idle', leg, 'progressed');
        awaitProgress(folder, leg);
      } else if (leg.state !== 'offered') {
        endAhead(folder, 'progressed');
        awaitOffers(folder);
      }
    },
    completed(folder, { leg }) {
      end(folder, leg, 'completed');
      awaitOffers(folder);
    },
    declined: (folder, { leg }) => offerEnded(folder, leg),
    withdrawn: (folder, { leg }) => offerEnded(folder, leg),
    lapsed: (folder, { leg }) => offerEnded(folder, leg),
    returned: (folder, { leg }) => offerEnded(folder, leg),
  },

  due(folder, clock) {
    const leg = clock.leg!;
    const party = clock.party!;
    folder.raise('idle', leg, {
      party,
      budget: clock.budget,
      actBy: latestFinishOf(folder, leg),
      projectedFinish: projectedFinish(folder),
      ...provisionalAt(folder, party),
    });
  },
};

const end = (folder: CaseFolder, leg: LegState, because: ClearedBecause): void => {
  folder.stopClock('idle', leg);
  folder.clear('idle', leg, because);
};

/** What nobody has offered yet need not be waited for any longer. */
const endAhead = (folder: CaseFolder, because: ClearedBecause): void => {
  for (const leg of folder.state.legs)
    if (leg.state === 'ahead' || leg.state === 'completed') end(folder, leg, because);
};

const awaitProgress = (folder: CaseFolder, leg: LegState): void => {
  const budget = budgetOf(folder, leg.definition, 'progressInterval');
  if (budget !== undefined) folder.startBudget('idle', leg, { party: leg.holder!, budget });
};

const offerEnded = (folder: CaseFolder, leg: LegState): void => {
  end(folder, leg, 'progressed');
  if (leg.state === 'held') awaitProgress(folder, leg);
  else awaitOffers(folder);
};

/** Each leg that waits for nothing but an offer has a clock, which goes on if it runs already. */
const awaitOffers = (folder: CaseFolder): void => {
  const { state } = folder;
  if (isOffRoute(state)) return;
  if (state.graph.isSequence) {
    const next = nextInSequence(state);
    if (next !== undefined) awaitOffer(folder, next);
  } else for (const index of readyLegs(state)) awaitOffer(folder, index);
};

const awaitOffer = (folder: CaseFolder, index: number): void => {
  const { state } = folder;
  const definition = state.route.legs[index]!;
  const budget = budgetOf(folder, definition, 'progressInterval') ?? budgetOf(folder, definition, 'acceptBudget');
  if (budget === undefined) return;
  const leg = legOf(state, definition.id);
  if (folder.clock('idle', leg) !== undefined || folder.stallOf('idle', leg) !== undefined) return;
  folder.startBudget('idle', leg, { party: giverOf(folder, leg), budget });
};

/** Somebody has a leg that the route does not know. */
const isOffRoute = ({ legs, route }: CaseState): boolean => {
  for (const leg of legs) if (leg.index >= route.legs.length && moverOf(leg) !== undefined) return true;
  return false;
};

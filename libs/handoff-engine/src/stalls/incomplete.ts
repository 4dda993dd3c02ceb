import type { ClearedBecause } from '@baton/contracts';
import type { CaseFolder } from '../case-folder.ts';
import { offeredBy } from '../legs.ts';
import type { CaseState, LegState } from '../case-state.ts';
import { latestFinishOf, projectedFinish } from '../walk.ts';
import { type StallRule, hasNoClock } from './stall-rule.ts';

const end = (folder: CaseFolder, leg: LegState, because: ClearedBecause): void =>
  folder.clear('incomplete', leg, because);

/** Offered or returned while something is missing that the receiver needs. */
export const incomplete: StallRule = {
  kind: 'incomplete',

  on: {
    offered: (folder, { leg }) => look(folder, leg),
    returned: (folder, { leg }) => look(folder, leg),
    declined(folder, { leg }) {
      if (leg.demanded.length > 0) look(folder, leg);
    },
    supplied(folder) {
      for (const leg of folder.state.legs) {
        const isOpen = folder.stallOf('incomplete', leg) !== undefined;
        if (isOpen && missingFor(folder.state, leg).length === 0) end(folder, leg, 'supplied');
      }
    },
    withdrawn: (folder, { leg }) => end(folder, leg, 'withdrawn'),
    lapsed: (folder, { leg }) => end(folder, leg, 'lapsed'),
    completed: (folder, { leg }) => end(folder, leg, 'completed'),
  },

  due: hasNoClock,
};

/** What the receiver of the leg needs and nobody has handed over. */
export const missingFor = ({ supplied }: CaseState, { definition, demanded }: LegState): readonly string[] => {
  if (definition.needs.length === 0 && demanded.length === 0) return demanded;
  return [...new Set([...definition.needs, ...demanded])].filter((item) => !supplied.includes(item));
};

const look = (folder: CaseFolder, leg: LegState): void => {
  const missing = missingFor(folder.state, leg);
  if (missing.length === 0) return;
  const returns = folder.state.returned.findLast((one) => one.leg === leg.definition.id)?.count;
  folder.raise('incomplete', leg, {
    party: offeredBy(leg) ?? folder.state.accountable,
    missing,
    actBy: latestFinishOf(folder, leg),
    projectedFinish: projectedFinish(folder),
    ...(returns === undefined ? {} : { returns }),
  });
};

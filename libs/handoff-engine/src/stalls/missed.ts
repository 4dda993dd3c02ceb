import type { CaseFolder } from '../case-folder.ts';
import { never } from '../case-state.ts';
import { legAtHand } from '../legs.ts';
import type { StallRule } from './stall-rule.ts';

/** The need-by has passed and the case is open. Never pauses. What was forecast has come about. */
export const missed: StallRule = {
  kind: 'missed',

  on: {
    opened: (folder) => awaitNeedBy(folder),
    reopened: (folder) => awaitNeedBy(folder),
    amended: (folder) => moveNeedBy(folder),
  },

  due(folder) {
    const leg = legAtHand(folder.state, ['held', 'offered']);
    folder.raise('missed', undefined, leg === undefined ? {} : { standsAt: leg.definition.id });
    folder.state.forecastAt = never;
    folder.clear('forecast', undefined, 'superseded');
  },
};

const moveNeedBy = (folder: CaseFolder): void => {
  const needBy = folder.state.needBy;
  const { missedAt } = folder.state;
  const old = missedAt !== never ? missedAt : folder.stallOf('missed', undefined)?.dueAt;
  if (needBy === old) return;
  folder.tell({
    type: 'deadline-moved',
    clock: 'missed',
    ...(old === undefined ? {} : { old }),
    ...(needBy === undefined ? {} : { new: needBy }),
    because: 'need-by-moved',
  });
  awaitNeedBy(folder);
};

const awaitNeedBy = (folder: CaseFolder): void => {
  const { needBy } = folder.state;
  if (needBy === undefined || needBy > folder.at) folder.clear('missed', undefined, 'need-by-moved');
  if (folder.stallOf('missed', undefined) === undefined) folder.state.missedAt = needBy ?? never;
};

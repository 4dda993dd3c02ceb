import type { CaseFolder } from '../case-folder.ts';
import type { StallRule } from './stall-rule.ts';

/** The need-by has passed and the case is open. Never pauses. */
export const missed: StallRule = {
  kind: 'missed',

  changed(folder, change) {
    switch (change.kind) {
      case 'opened':
      case 'reopened':
        awaitNeedBy(folder);
        return;
      case 'amended':
        moveNeedBy(folder);
        return;
      case 'closed':
      case 'cancelled':
      case 'offered':
      case 'accepted':
      case 'declined':
      case 'withdrawn':
      case 'lapsed':
      case 'returned':
      case 'completed':
      case 'reference-changed':
        return;
    }
  },

  due(folder) {
    folder.raise('missed', undefined, {});
  },
};

const moveNeedBy = (folder: CaseFolder): void => {
  const needBy = folder.state.needBy;
  const clock = folder.clock('missed', undefined);
  const old = clock?.due ?? folder.stallOf('missed', undefined)?.dueAt;
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
  if (folder.stallOf('missed', undefined) === undefined) folder.setInstant('missed', undefined, needBy);
};

import type { CaseFolder } from '../case-folder.ts';
import { never } from '../case-state.ts';
import { insideUntil } from '../outlook.ts';
import { latestFinishIn } from '../plan.ts';
import { type Step, planOf, projectedFinish, provisionalAt, walkForward } from '../walk.ts';
import type { StallRule } from './stall-rule.ts';

const lookAgain = (folder: CaseFolder): void => look(folder);

/** The projected finish is after the need-by. Holds from the first instant at which that is so, by time alone too. */
export const forecast: StallRule = {
  kind: 'forecast',

  on: {
    opened: lookAgain,
    amended: lookAgain,
    reopened: lookAgain,
    migrated: lookAgain,
    'rules-changed': lookAgain,
    offered: lookAgain,
    accepted: lookAgain,
    declined: lookAgain,
    withdrawn: lookAgain,
    lapsed: lookAgain,
    returned: lookAgain,
    completed: lookAgain,
  },

  due: (folder) => look(folder, 'by-time-alone'),
};

const look = (folder: CaseFolder, how?: 'by-time-alone'): void => {
  const { needBy = Infinity } = folder.state;
  const isOver = folder.at > needBy || folder.stallOf('missed', undefined) !== undefined;
  const until = isOver ? undefined : insideUntil(folder);
  if (until !== undefined && until < folder.at) {
    if (folder.stallOf('forecast', undefined) === undefined) raise(folder, how);
    folder.state.forecastAt = never;
    return;
  }
  folder.clear('forecast', undefined, isOver ? 'superseded' : 'inside-again');
  folder.state.forecastAt = until === undefined ? never : until + 1;
};

const raise = (folder: CaseFolder, how: 'by-time-alone' | undefined): void => {
  if (!folder.isHeard) return folder.raise('forecast', undefined, partyOf(eaterOf(folder)));
  const eater = eaterOf(folder);
  folder.raise('forecast', undefined, {
    ...partyOf(eater),
    projectedFinish: projectedFinish(folder),
    ...(eater && {
      actBy: latestFinishIn(planOf(folder), eater.index),
      eater: { leg: eater.leg.id, party: eater.party, costs: Number.isFinite(eater.costs) ? eater.costs : 0 },
      ...provisionalAt(folder, eater.party),
    }),
    ...(how === undefined ? {} : { lastInside: folder.at - 1 }),
  });
};

const partyOf = (eater: Step | undefined) =>
  eater === undefined ? {} : { party: eater.party, standsAt: eater.leg.id };

/** The leg whose absences cost most; without any, the leg at hand. */
export const eaterOf = (folder: CaseFolder): Step | undefined => {
  const steps = walkForward(folder);
  let eater = steps[0];
  for (const step of steps) if (step.costs > eater!.costs) eater = step;
  return eater;
};

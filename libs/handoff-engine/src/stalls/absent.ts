import type { ClearedBecause, Instant } from '@baton/contracts';
import type { Absence, WorkingCalendar } from '@baton/working-time';
import type { CaseFolder } from '../case-folder.ts';
import type { LegState } from '../case-state.ts';
import { moverOf } from '../legs.ts';
import { budgetOf, typicalOf } from '../terms.ts';
import { latestFinishOf, leastWork, projectedFinish, remainingWork } from '../walk.ts';
import type { StallRule } from './stall-rule.ts';

/**
 * Because of absences the party whose move is next would finish the leg later than without them, and later than the
 * leg's latest finish. Holds or not at every instant, so its clock is the next instant at which that may change.
 */
export const absent: StallRule = {
  kind: 'absent',

  on: {
    offered(folder, { leg }) {
      folder.clear('absent', leg, 'offered-to-another');
      look(folder, leg, { otherwise: 'absence-over' });
    },
    accepted(folder, { leg, by, asDeputy }) {
      if (asDeputy) folder.clear('absent', leg, 'deputy-accepted');
      else if (by !== leg.receiver) folder.clear('absent', leg, 'accepted');
      look(folder, leg, { otherwise: 'absence-over' });
    },
    declined: (folder, { leg }) => end(folder, leg, 'declined'),
    withdrawn: (folder, { leg }) => end(folder, leg, 'withdrawn'),
    lapsed: (folder, { leg }) => end(folder, leg, 'lapsed'),
    completed: (folder, { leg }) => look(folder, leg, { otherwise: 'completed' }),
    returned: (folder, { leg }) => look(folder, leg, { otherwise: 'passed-on' }),
    amended: (folder) => lookAtAll(folder, 'need-by-moved'),
    migrated: (folder) => lookAtAll(folder, 'migrated'),
    reopened: (folder) => lookAtAll(folder, 'absence-over'),
    'rules-changed': (folder) => lookAtAll(folder, 'absence-over'),
  },

  due(folder, clock) {
    look(folder, clock.leg!, { otherwise: 'absence-over', byTimeAlone: true });
  },
};

const end = (folder: CaseFolder, leg: LegState, because: ClearedBecause): void => {
  folder.clear('absent', leg, because);
  look(folder, leg, { otherwise: because });
};

const lookAtAll = (folder: CaseFolder, otherwise: ClearedBecause): void => {
  for (const leg of folder.state.legs) look(folder, leg, { otherwise });
};

/** Without a need-by, the leg may take what its two budgets allow. */
const limitOf = (folder: CaseFolder, leg: LegState, plain: WorkingCalendar): Instant | undefined => {
  const latest = latestFinishOf(folder, leg);
  const acceptBudget = budgetOf(folder, leg.definition, 'acceptBudget') ?? 0;
  const finishBudget = budgetOf(folder, leg.definition, 'finishBudget');
  if (latest !== undefined || leg.offeredAt === undefined || finishBudget === undefined) return latest;
  return plain.add(leg.offeredAt, acceptBudget + finishBudget);
};

/** The leg as the one whose move it is would do it. */
export interface View {
  readonly leg: LegState;
  readonly party: string;
  readonly typical: number;
  readonly absences: readonly Absence[];
  readonly limit: Instant;
  /** Working time with and without the absences. */
  readonly present: WorkingCalendar;
  readonly plain: WorkingCalendar;
}

export const viewOf = (folder: CaseFolder, leg: LegState): View | undefined => {
  const party = moverOf(leg);
  if (party === undefined || leg.definition.elapsed === true) return undefined;
  const absences = folder.reference.absencesOf(party, folder.sequence);
  if (absences.length === 0) return undefined;
  const typical = typicalOf(folder, leg.definition, party);
  if (typical === undefined) return undefined;
  const plain = folder.reference.calendarOf(party, folder.sequence);
  const limit = limitOf(folder, leg, plain);
  if (limit === undefined) return undefined;
  return { leg, party, absences, limit, plain, typical, present: folder.reference.awayOf(party, folder.sequence) };
};

/** Absences that are over cost nothing any more. */
const mayBeAway = ({ at, reference, sequence }: CaseFolder, leg: LegState): boolean => {
  const party = moverOf(leg);
  if (party === undefined) return false;
  for (const { until } of reference.absencesOf(party, sequence)) if (until > at) return true;
  return false;
};

const look = (
  folder: CaseFolder,
  leg: LegState,
  how: { readonly otherwise: ClearedBecause; readonly byTimeAlone?: true },
): void => {
  const view = mayBeAway(folder, leg) ? viewOf(folder, leg) : undefined;
  const finish = view && finishOf(folder, view);
  if (view !== undefined && finish !== undefined && finish.isEndangered) {
    folder.raise('absent', leg, {
      party: view.party,
      actBy: view.limit,
      legFinish: finish.absent,
      legFinishPresent: finish.present,
      away: awayAt(view.absences, folder.at),
      projectedFinish: projectedFinish(folder),
      ...(view.plain.isProvisional(finish.absent ?? folder.at) ? { provisional: true } : {}),
      ...(how.byTimeAlone ? { lastInside: folder.at - 1 } : {}),
    });
  } else folder.clear('absent', leg, how.otherwise);
  folder.setInstant('absent', leg, view && nextLook(folder.at, view));
};

interface Finish {
  /** With the absences known; undefined: never. */
  readonly absent: Instant | undefined;
  readonly present: Instant | undefined;
  readonly isEndangered: boolean;
}

export const finishOf = (folder: CaseFolder, { leg, limit, plain, present }: View): Finish => {
  const work = remainingWork(folder, leg, present)!;
  const withAbsences = present.add(folder.at, work);
  const without = plain.add(folder.at, work);
  const isLater = without !== undefined && (withAbsences === undefined || withAbsences > without);
  const isTooLate = withAbsences === undefined || withAbsences > limit;
  return { absent: withAbsences, present: without, isEndangered: isLater && isTooLate };
};

const awayAt = (absences: readonly Absence[], at: Instant): Absence | undefined => {
  let first: Absence | undefined;
  for (const absence of absences) {
    if (absence.until > at && (first === undefined || absence.from < first.from)) first = absence;
  }
  return first && { from: first.from, until: first.until };
};

/**
 * The condition changes when an absence's last working moment passes, when the work no longer fits before an absence,
 * or when it no longer fits before the limit. The finish of a held leg stands still, but for the absence that runs,
 * until only the least share remains; from then on that share is the work that has to fit. All of these are fixed
 * instants, whenever they are looked for: a leg is looked at a few times for each absence and not more.
 */
const nextLook = (at: Instant, { leg, typical, absences, limit, plain, present }: View): Instant | undefined => {
  const work = leg.state === 'held' ? leastWork(typical) : typical;
  let next: Instant | undefined;
  const consider = (instant: Instant | undefined): void => {
    if (instant !== undefined && instant > at && (next === undefined || instant < next)) next = instant;
  };
  const considerAfter = (instant: Instant | undefined): void => consider(instant && Math.floor(instant) + 1);
  considerAfter(present.subtract(limit, work));
  for (const { from, until } of absences) {
    if (until <= at) continue;
    const first = plain.next(from);
    if (first === undefined || first >= until) continue;
    considerAfter(plain.subtract(first, work));
    consider(Math.floor(plain.subtract(until, 1)! + 1));
  }
  return next;
};

import type { Instant } from '@baton/contracts';
import type { Absence } from '@baton/working-time';
import type { CaseFolder } from '../case-folder.ts';
import { type LegState, moverOf } from '../case-state.ts';
import { latestFinishOf, projectedFinish, remainingWork } from '../walk.ts';
import type { StallRule } from './stall-rule.ts';

/**
 * Because of absences the party whose move is next would finish the leg later than without them, and later than the
 * leg's latest finish. Holds or not at every instant, so its clock is the next instant at which that may change.
 */
export const absent: StallRule = {
  kind: 'absent',

  changed(folder, change) {
    switch (change.kind) {
      case 'offered':
        if (change.receiverBefore !== change.leg.receiver) folder.clear('absent', change.leg, 'offered-to-another');
        look(folder, change.leg);
        return;
      case 'accepted':
        if (change.by !== change.leg.receiver) folder.clear('absent', change.leg, 'deputy-accepted');
        look(folder, change.leg);
        return;
      case 'completed':
      case 'declined':
      case 'withdrawn':
      case 'lapsed':
        end(folder, change.leg, change.kind);
        return;
      case 'returned':
        end(folder, change.leg, 'passed-on');
        return;
      case 'amended':
      case 'reference-changed':
        for (const leg of folder.state.legs) look(folder, leg);
        return;
      case 'opened':
      case 'closed':
      case 'cancelled':
      case 'reopened':
        return;
    }
  },

  due(folder, clock) {
    look(folder, clock.leg!, true);
  },
};

const end = (folder: CaseFolder, leg: LegState, because: 'completed' | 'declined' | 'withdrawn' | 'lapsed' | 'passed-on'): void => {
  folder.stopClock('absent', leg);
  folder.clear('absent', leg, because);
};

/** Without a need-by, the leg may take what its two budgets allow. */
const limitOf = (folder: CaseFolder, leg: LegState, party: string): Instant | undefined => {
  const latest = latestFinishOf(folder, leg);
  if (latest !== undefined || leg.offeredAt === undefined) return latest;
  const { acceptBudget = 0, finishBudget = 0 } = leg.definition;
  return folder.reference.calendarOf(party, folder.sequence).add(leg.offeredAt, acceptBudget + finishBudget);
};

const look = (folder: CaseFolder, leg: LegState, byTimeAlone = false): void => {
  const party = moverOf(leg);
  const absences = party === undefined ? [] : folder.reference.absencesOf(party, folder.sequence);
  const limit = absences.length === 0 ? undefined : limitOf(folder, leg, party!);
  const view = limit === undefined ? undefined : finishes(folder, leg, party!);
  if (view === undefined || limit === undefined) {
    folder.stopClock('absent', leg);
    folder.clear('absent', leg, 'absence-over');
    return;
  }
  const later = view.finish === undefined || (view.finishPresent !== undefined && view.finish > view.finishPresent);
  const tooLate = view.finish === undefined || view.finish > limit;
  if (later && tooLate) {
    folder.raise('absent', leg, {
      party: party!,
      actBy: limit,
      legFinish: view.finish,
      legFinishPresent: view.finishPresent,
      away: awayAt(absences, folder.at),
      projectedFinish: projectedFinish(folder),
      ...(byTimeAlone ? { lastInside: folder.at - 1 } : {}),
    });
  } else folder.clear('absent', leg, 'absence-over');
  folder.setInstant('absent', leg, nextLook(folder, { leg, party: party!, absences, limit }));
};

interface Finishes {
  /** With the absences known; undefined: never. */
  readonly finish: Instant | undefined;
  readonly finishPresent: Instant | undefined;
}

const finishes = (folder: CaseFolder, leg: LegState, party: string): Finishes | undefined => {
  const plain = folder.reference.calendarOf(party, folder.sequence);
  const present = folder.reference.presentOf(party, folder.sequence);
  const work = remainingWork(folder, leg, present);
  const workPresent = remainingWork(folder, leg, plain);
  if (work === undefined || workPresent === undefined) return undefined;
  return { finish: present.add(folder.at, work), finishPresent: plain.add(folder.at, workPresent) };
};

const awayAt = (absences: readonly Absence[], at: Instant): Absence | undefined => {
  const ahead = absences.filter((absence) => absence.until > at);
  const first = ahead.reduce<Absence | undefined>((one, each) => (one === undefined || each.from < one.from ? each : one), undefined);
  return first && { from: first.from, until: first.until };
};

interface Look {
  readonly leg: LegState;
  readonly party: string;
  readonly absences: readonly Absence[];
  readonly limit: Instant;
}

/**
 * The condition changes when an absence's last working moment passes, when the work no longer fits before an absence,
 * or when it no longer fits before the limit; of a held leg, also when its least share begins to move.
 */
const nextLook = (folder: CaseFolder, { leg, party, absences, limit }: Look): Instant | undefined => {
  const plain = folder.reference.calendarOf(party, folder.sequence);
  const present = folder.reference.presentOf(party, folder.sequence);
  const typical = leg.definition.typical!;
  const work = leg.state === 'held' ? Math.min(typical, remainingWork(folder, leg, present)!) : typical;
  const least = leg.state === 'held' ? typical / 10 : typical;
  let next: Instant | undefined;
  const consider = (at: Instant | undefined): void => {
    if (at !== undefined && at > folder.at && (next === undefined || at < next)) next = at;
  };
  const justAfter = (at: Instant | undefined): void => consider(at === undefined ? undefined : at + 1);
  justAfter(present.subtract(limit, work));
  justAfter(present.subtract(limit, least));
  for (const absence of absences) {
    if (absence.until <= folder.at) continue;
    const away = plain.intervals(absence.from, absence.until);
    if (away.length === 0) continue;
    consider(away[0]!.from);
    consider(away[away.length - 1]!.until);
    justAfter(plain.subtract(away[0]!.from, work));
    justAfter(plain.subtract(away[0]!.from, least));
  }
  return next;
};

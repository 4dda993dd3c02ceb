import type { Instant, RouteLeg } from '@baton/contracts';
import type { WorkingCalendar } from '@baton/working-time';
import type { CaseFolder } from './case-folder.ts';
import type { LegState } from './case-state.ts';
import { moverOf } from './legs.ts';
import { elapsedTime } from './reference/people.ts';
import { typicalOf } from './terms.ts';

/** A held leg never counts as less than a tenth of its typical time. */
export const leastWork = (typical: number): number => Math.ceil(typical / 10);

/** Working time that the leg still takes from the folder's instant: all of it until accepted, then what remains. */
export const remainingWork = (folder: CaseFolder, leg: LegState, calendar: WorkingCalendar): number | undefined => {
  const typical = typicalOf(folder, leg.definition, moverOf(leg) ?? leg.definition.party);
  if (typical === undefined || leg.state !== 'held') return typical;
  return Math.max(typical - calendar.between(leg.acceptedAt!, folder.at), leastWork(typical));
};

/** Working time of whoever runs the leg, absences left out. */
export const presentHours = (folder: CaseFolder, leg: RouteLeg, party: string): WorkingCalendar =>
  leg.elapsed === true ? elapsedTime : folder.reference.presentOf(party, folder.sequence);

/** Whether anybody has accepted to stand in for whom the route names. */
export const hasDelegates = ({ reference, sequence, state }: CaseFolder, { party }: RouteLeg): boolean =>
  reference.delegatesOf(party, state.route.id, sequence).length > 0;

/** Who may run a leg, in which working time, absences left out, and within which span. */
export interface Runner {
  readonly party: string;
  readonly calendar: WorkingCalendar;
  readonly from: Instant;
  readonly until: Instant;
}

export const runner = (folder: CaseFolder, leg: RouteLeg, party: string): Runner => ({
  party,
  calendar: presentHours(folder, leg, party),
  from: -Infinity,
  until: Infinity,
});

/** Whom the route names for a leg that is ahead, and who has accepted to stand in for them. */
export const runnersOf = (folder: CaseFolder, leg: RouteLeg): readonly Runner[] => {
  const own = runner(folder, leg, leg.party);
  const delegates = folder.reference.delegatesOf(leg.party, folder.state.route.id, folder.sequence);
  if (delegates.length === 0) return [own];
  return [own, ...delegates.map(({ to, from, until }) => ({ ...runner(folder, leg, to), from, until }))];
};

/** When the runner, beginning at `at`, is done; undefined: never, or not within the span. */
export const finishBy = ({ calendar, from, until }: Runner, at: Instant, work: number): Instant | undefined => {
  const finish = calendar.add(Math.max(at, from), work);
  return finish !== undefined && finish <= until ? finish : undefined;
};

/** When the runner must begin at the latest to be done by `limit`. */
export const startBy = ({ calendar, from, until }: Runner, limit: Instant, work: number): Instant | undefined => {
  const start = calendar.subtract(Math.min(limit, until), work);
  return start !== undefined && start >= from ? start : undefined;
};

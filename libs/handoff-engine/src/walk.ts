import type { Instant } from '@baton/contracts';
import type { WorkingCalendar } from '@baton/working-time';
import type { CaseFolder } from './case-folder.ts';
import { type CaseState, type LegState, type Plan, moverOf } from './case-state.ts';

/** A held leg never counts as less than a tenth of its typical time. */
export const leastWork = (typical: number): number => Math.ceil(typical / 10);

const stateOf = (state: CaseState, index: number): LegState | undefined => {
  for (const leg of state.legs) if (leg.index === index) return leg;
  return undefined;
};

/** Working time that the leg still takes from the folder's instant: all of it until accepted, then what remains. */
export const remainingWork = (folder: CaseFolder, leg: LegState, calendar: WorkingCalendar): number | undefined => {
  const typical = leg.definition.typical;
  if (typical === undefined || leg.state !== 'held') return typical;
  return Math.max(typical - calendar.between(leg.acceptedAt!, folder.at), leastWork(typical));
};

/**
 * Backwards from the need-by through the route: when each leg must finish, and start, at the latest. In the working
 * time of whom the route names, absences left out. Kept with the case until the need-by or a calendar changes.
 */
export const planOf = (folder: CaseFolder): Plan => {
  const { state, reference, sequence } = folder;
  if (state.plan !== undefined) return state.plan;
  const latestStart: (Instant | undefined)[] = [];
  const latestFinish: (Instant | undefined)[] = [];
  let finish = state.needBy;
  for (let index = state.route.legs.length - 1; index >= 0; index--) {
    const leg = state.route.legs[index]!;
    latestFinish[index] = finish;
    if (finish !== undefined) {
      finish =
        leg.typical === undefined ? undefined : reference.calendarOf(leg.party, sequence).subtract(finish, leg.typical);
    }
    latestStart[index] = finish;
  }
  return (state.plan = { latestStart, latestFinish });
};

export const latestFinishOf = (folder: CaseFolder, leg: LegState): Instant | undefined =>
  folder.state.needBy === undefined ? undefined : planOf(folder).latestFinish[leg.index];

export const latestStartOf = (folder: CaseFolder, leg: LegState): Instant | undefined =>
  folder.state.needBy === undefined ? undefined : planOf(folder).latestStart[leg.index];

/**
 * Forwards from the folder's instant: when the last leg would end, each leg in the calendar of whoever would run it,
 * known absences included. `instead` puts another party on one leg. Undefined: a leg has no typical time, or never.
 */
export const projectedFinish = (folder: CaseFolder, instead?: { leg: string; party: string }): Instant | undefined => {
  const { state, reference, sequence } = folder;
  const underWay = Math.max(-1, ...state.legs.filter((leg) => leg.state !== 'ahead').map((leg) => leg.index));
  let at: Instant | undefined = folder.at;
  let walked = 0;
  for (let index = 0; index < state.route.legs.length && at !== undefined; index++) {
    const definition = state.route.legs[index]!;
    const leg = stateOf(state, index);
    if (leg === undefined ? index < underWay : leg.state === 'completed' || (leg.state === 'ahead' && index < underWay))
      continue;
    const replaced = instead?.leg === definition.id;
    const party = replaced ? instead.party : ((leg && moverOf(leg)) ?? definition.party);
    const calendar = reference.presentOf(party, sequence);
    const work: number | undefined =
      leg === undefined || replaced ? definition.typical : remainingWork(folder, leg, calendar);
    at = work === undefined ? undefined : calendar.add(at, work);
    walked++;
  }
  return walked === 0 ? undefined : at;
};

/** Whether what is said now about the party's working time goes beyond what its calendar was published for. */
export const provisionalAt = (folder: CaseFolder, party: string): { provisional?: true } =>
  folder.reference.calendarOf(party, folder.sequence).isProvisional(folder.at) ? { provisional: true } : {};

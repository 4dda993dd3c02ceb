import type { Instant, RouteLeg } from '@baton/contracts';
import type { CaseFolder } from './case-folder.ts';
import type { CaseState, LegState } from './case-state.ts';
import { moverOf, standings } from './legs.ts';
import { type Plan, emptyPlan, isWhole, latestFinishIn, latestStartIn, setLatest } from './plan.ts';
import { elapsedTime } from './reference/people.ts';
import { type Relaxed, graphOf } from './route-graph.ts';
import { finishBy, hasDelegates, presentHours, remainingWork, runner, runnersOf, startBy } from './runners.ts';
import { finishInSequence } from './sequence.ts';
import { typicalOf } from './terms.ts';

export { leastWork, presentHours, remainingWork, runnersOf, startBy } from './runners.ts';

/** Backwards from the need-by: when a leg of the route must start so that it ends by `finish`. */
type LatestStart = (leg: RouteLeg, finish: Instant) => Instant | undefined;

const planBack = (state: CaseState, latestStartFor: LatestStart): Plan => {
  const { graph, route, needBy } = state;
  const plan = emptyPlan(route.legs.length);
  for (let place = graph.order.length - 1; place >= 0; place--) {
    const index = graph.order[place]!;
    let finish = needBy;
    for (const next of graph.next[index]!) {
      const start = latestStartIn(plan, next);
      if (start === undefined || finish === undefined) finish = undefined;
      else if (start < finish) finish = start;
    }
    const start = finish === undefined ? undefined : latestStartFor(route.legs[index]!, finish);
    setLatest(plan, index, { start, finish });
  }
  return plan;
};

/**
 * When each leg must finish, and start, at the latest: in the working time of whom the route names, absences left
 * out. Kept with the case until the need-by or the rules change.
 */
export const planOf = (folder: CaseFolder): Plan =>
  (folder.state.plan ??= planBack(folder.state, (leg, finish) => {
    const typical = typicalOf(folder, leg, leg.party);
    const hours = leg.elapsed === true ? elapsedTime : folder.reference.calendarOf(leg.party, folder.sequence);
    return typical === undefined ? undefined : hours.subtract(finish, typical);
  }));

/** The same with the absences and stand-ins known; what can never be done in time has to start before all time. */
export const presentPlanOf = (folder: CaseFolder): Plan => (folder.state.presentPlan ??= makePresentPlan(folder));

const makePresentPlan = (folder: CaseFolder): Plan => {
  const plan = planOf(folder);
  const isSame = folder.state.route.legs.every((leg) => isAlwaysThere(folder, leg));
  if (isSame && isWhole(plan)) return plan;
  return planBack(folder.state, (leg, finish) => (finish === -Infinity ? finish : presentStart(folder, leg, finish)));
};

/** When the last of those who may run the leg must begin. */
const presentStart = (folder: CaseFolder, leg: RouteLeg, finish: Instant): Instant | undefined => {
  if (!hasDelegates(folder, leg)) {
    const typical = typicalOf(folder, leg, leg.party);
    if (typical === undefined) return undefined;
    return presentHours(folder, leg, leg.party).subtract(finish, typical) ?? -Infinity;
  }
  let latest = -Infinity;
  for (const one of runnersOf(folder, leg)) {
    const typical = typicalOf(folder, leg, one.party);
    if (typical === undefined) return undefined;
    latest = Math.max(latest, startBy(one, finish, typical) ?? -Infinity);
  }
  return latest;
};

/** Whoever the route names has no absences, nor has any of their members, and nobody stands in. */
const isAlwaysThere = (folder: CaseFolder, leg: RouteLeg): boolean => {
  const { reference, sequence } = folder;
  const { party } = leg;
  return reference.presentOf(party, sequence) === reference.calendarOf(party, sequence) && !hasDelegates(folder, leg);
};

/** What was counted back holds no longer. */
export const forgetPlans = ({ state }: CaseFolder): void => {
  state.plan = undefined;
  state.presentPlan = undefined;
};

export const latestFinishOf = (folder: CaseFolder, leg: LegState): Instant | undefined =>
  folder.state.needBy === undefined ? undefined : latestFinishIn(planOf(folder), leg.index);

export const latestStartOf = (folder: CaseFolder, leg: LegState): Instant | undefined =>
  folder.state.needBy === undefined ? undefined : latestStartIn(planOf(folder), leg.index);

/** A leg as it would go on. */
export interface Step {
  readonly leg: RouteLeg;
  readonly index: number;
  readonly party: string;
  readonly start: Instant;
  /** Undefined: never, or nobody knows how long it takes. */
  readonly finish: Instant | undefined;
  /** Elapsed time that absences cost. */
  readonly costs: number;
}

/** Other than it is: another party or duration for a leg, or one that need not wait. */
export interface Instead {
  readonly leg: string;
  readonly party?: string;
  readonly typical?: number;
  readonly relaxed?: Relaxed;
}

/** Forwards from the folder's instant through all legs that remain, each as soon as those before it are done. */
export const walkForward = (folder: CaseFolder, instead?: Instead): readonly Step[] => {
  const { state } = folder;
  const relaxed = instead?.relaxed;
  const graph = relaxed === undefined ? state.graph : graphOf(state.route, [...state.relaxed, relaxed]);
  const standing = standings(state);
  const finishes: (Instant | undefined)[] = [];
  const steps: Step[] = [];
  for (const index of graph.order) {
    let start: Instant | undefined = folder.at;
    for (const other of graph.before[index]!) {
      const finish = finishes[other];
      start = start === undefined || finish === undefined ? undefined : Math.max(start, finish);
    }
    if (isHeld(state, index)) start = folder.at;
    finishes[index] = start;
    if (standing[index] === 'done' || start === undefined) continue;
    const step = stepOf(folder, { index, start, instead });
    steps.push(step);
    finishes[index] = step.finish;
  }
  return steps;
};

/** What is held goes on now, whatever it ought to have waited for. */
const isHeld = ({ legs }: CaseState, index: number): boolean =>
  legs.some((leg) => leg.index === index && leg.state === 'held');

const stepOf = (
  folder: CaseFolder,
  {
    index,
    start,
    instead,
  }: { readonly index: number; readonly start: Instant; readonly instead?: Instead | undefined },
): Step => {
  const leg = folder.state.route.legs[index]!;
  const replaced = instead?.leg === leg.id ? instead : undefined;
  const open = folder.state.legs.find((one) => one.index === index && one.state !== 'ahead');
  const mover = replaced?.party ?? (open && moverOf(open));
  const runners = mover === undefined ? runnersOf(folder, leg) : [runner(folder, leg, mover)];
  let best: { readonly party: string; readonly work: number; readonly finish: Instant } | undefined;
  for (const one of runners) {
    const work =
      replaced?.typical ??
      (open === undefined || replaced?.party !== undefined
        ? typicalOf(folder, leg, one.party)
        : remainingWork(folder, open, one.calendar));
    const finish = work === undefined ? undefined : finishBy(one, start, work);
    if (finish !== undefined && (best === undefined || finish < best.finish)) {
      best = { party: one.party, work: work!, finish };
    }
  }
  const shared = { leg, index, start };
  if (best === undefined) return { ...shared, party: runners[0]!.party, finish: undefined, costs: Infinity };
  const hours = leg.elapsed === true ? elapsedTime : folder.reference.calendarOf(best.party, folder.sequence);
  const costs = best.finish - (hours.add(start, best.work) ?? best.finish);
  return { ...shared, party: best.party, finish: best.finish, costs };
};

/** When the last leg would end. Undefined: nothing is left to do, a leg has no typical time, or never. */
export const projectedFinish = (folder: CaseFolder, instead?: Instead): Instant | undefined => {
  if (instead === undefined && folder.state.graph.isSequence) return finishInSequence(folder);
  let last: Instant | undefined;
  for (const { finish } of walkForward(folder, instead)) {
    if (finish === undefined) return undefined;
    last = Math.max(last ?? finish, finish);
  }
  return last;
};

/** Whether what is said now about the party's working time goes beyond what its calendar was published for. */
export const provisionalAt = (folder: CaseFolder, party: string): { provisional?: true } =>
  folder.reference.calendarOf(party, folder.sequence).isProvisional(folder.at) ? { provisional: true } : {};

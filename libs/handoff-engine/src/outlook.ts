import type { Instant } from '@baton/contracts';
import type { CaseFolder } from './case-folder.ts';
import type { LegState } from './case-state.ts';
import { moverOf, readyLegs, standings } from './legs.ts';
import { latestFinishIn, latestStartIn } from './plan.ts';
import { typicalOf } from './terms.ts';
import { leastWork, presentHours, presentPlanOf, projectedFinish, remainingWork } from './walk.ts';

/**
 * The last instant at which the case, if nothing but time passes, would still end by its need-by; before the folder's:
 * it would not. Undefined: no need-by, nothing left to do, or a leg that nobody knows the duration of.
 */
export const insideUntil = (folder: CaseFolder): Instant | undefined => {
  const { state } = folder;
  if (state.needBy === undefined) return undefined;
  const { legs } = state;
  const end = state.route.legs.length;
  let until: Instant | undefined = Infinity;
  let isUnderWay = false;
  for (let at = 0; at < legs.length && until !== undefined; at++) {
    const leg = legs[at]!;
    if ((leg.state !== 'offered' && leg.state !== 'held') || leg.index >= end) continue;
    if (isOvertaken(folder, leg)) return insideUntilByWalking(folder, state.needBy);
    isUnderWay = true;
    until = earlier(until, openUntil(folder, leg));
  }
  if (until === undefined || (isUnderWay && state.graph.isSequence)) return until;
  const ready = readyLegs(state);
  if (ready.length === 0 && !isUnderWay) return undefined;
  for (const index of ready) until = earlier(until, aheadUntil(folder, index));
  return until;
};

const earlier = (one: Instant | undefined, other: Instant | undefined): Instant | undefined =>
  one === undefined || other === undefined ? undefined : Math.min(one, other);

/** A leg behind it has begun: what follows it cannot be read off the plan. */
const isOvertaken = ({ state }: CaseFolder, leg: LegState): boolean => {
  const { graph, legs } = state;
  if (graph.isSequence) {
    const end = state.route.legs.length;
    for (const { index, state: stands } of legs) {
      if (index > leg.index && index < end && stands !== 'ahead') return true;
    }
    return false;
  }
  const standing = standings(state);
  const seen = new Set<number>();
  const begun = (index: number): boolean =>
    graph.next[index]!.some((next) => {
      if (seen.has(next)) return false;
      seen.add(next);
      return standing[next] !== 'ahead' || begun(next);
    });
  return begun(leg.index);
};

const openUntil = (folder: CaseFolder, leg: LegState): Instant | undefined => {
  const limit = latestFinishIn(presentPlanOf(folder), leg.index);
  const mover = moverOf(leg)!;
  const typical = typicalOf(folder, leg.definition, mover);
  if (limit === undefined || typical === undefined) return undefined;
  if (limit === -Infinity) return limit;
  const hours = presentHours(folder, leg.definition, mover);
  if (leg.state !== 'held') return Math.floor(hours.subtract(limit, typical) ?? -Infinity);
  const finish = hours.add(folder.at, remainingWork(folder, leg, hours)!);
  if (finish === undefined || finish > limit) return -Infinity;
  return Math.floor(hours.subtract(limit, leastWork(typical)) ?? -Infinity);
};

const aheadUntil = (folder: CaseFolder, index: number): Instant | undefined => {
  const start = latestStartIn(presentPlanOf(folder), index);
  return start === undefined ? undefined : Math.floor(start);
};

/** The projection never comes nearer while nothing but time passes: the last instant inside is found by halving. */
const insideUntilByWalking = (folder: CaseFolder, needBy: Instant): Instant | undefined => {
  const { at } = folder;
  const isInsideAt = (instant: Instant): boolean | undefined => {
    folder.at = instant;
    const finish = projectedFinish(folder);
    folder.at = at;
    return finish === undefined ? undefined : finish <= needBy;
  };
  const isInside = isInsideAt(at);
  if (isInside === undefined) return undefined;
  if (!isInside) return -Infinity;
  let [inside, outside] = [at, needBy + 1];
  while (outside - inside > 1) {
    const middle = Math.floor((inside + outside) / 2);
    if (isInsideAt(middle) === true) inside = middle;
    else outside = middle;
  }
  return inside;
};

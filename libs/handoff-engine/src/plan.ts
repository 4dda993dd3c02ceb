import type { Instant } from '@baton/contracts';

/**
 * Counted back from the need-by: when each leg of the route must start, and when it must finish, at the latest, one
 * after the other in one list of numbers; NaN: nobody can say.
 */
export type Plan = readonly number[];

const empty: number[][] = [];

/** Copying is faster than filling. */
export const emptyPlan = (legs: number): number[] =>
  (empty[legs] ??= Array.from({ length: 2 * legs }, () => NaN)).slice();

const known = (at: number | undefined): Instant | undefined => (at === undefined || Number.isNaN(at) ? undefined : at);

export const latestStartIn = (plan: Plan, index: number): Instant | undefined => known(plan[2 * index]);

export const latestFinishIn = (plan: Plan, index: number): Instant | undefined => known(plan[2 * index + 1]);

/** Of the leg at that place. */
export const setLatest = (
  plan: number[],
  index: number,
  { start, finish }: { readonly start: Instant | undefined; readonly finish: Instant | undefined },
): void => {
  plan[2 * index] = start ?? NaN;
  plan[2 * index + 1] = finish ?? NaN;
};

/** Whether anybody can say when each leg must start. */
export const isWhole = (plan: Plan): boolean => {
  for (let place = 0; place < plan.length; place += 2) if (Number.isNaN(plan[place])) return false;
  return true;
};

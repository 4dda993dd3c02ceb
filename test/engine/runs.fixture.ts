import { expect } from '@jest/globals';
import type { Parameters } from 'fast-check';

const usual = 500;
const few = Number(process.env['BATON_RUNS'] ?? usual);
const many = 10_000;
/** A run can be repeated with the seed that it said. */
const seed = Number(process.env['BATON_SEED'] ?? Math.floor(performance.timeOrigin) % 0x7fffffff);
const isDeep = process.env['BATON_DEEP'] !== undefined;

/** `fewer` for a property whose runs take long. */
export const chosenRuns = <T>(fewer?: { readonly few: number; readonly many?: number }): Parameters<T> => {
  expect(seed).toBeGreaterThanOrEqual(0);
  return { seed, numRuns: isDeep ? (fewer?.many ?? many) : Math.ceil(((fewer?.few ?? usual) * few) / usual) };
};

/** So often something must have come up in the runs that were chosen if in the usual ones `times`; fewer tell nothing. */
export const often = (times: number): number => (isDeep || few >= usual ? times : 0);

export const sayRuns = (what: string): void => {
  process.stdout.write(`${what}: seed ${seed}, again with BATON_SEED=${seed}\n`);
};

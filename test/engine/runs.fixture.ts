import { expect } from '@jest/globals';
import type { Parameters } from 'fast-check';

const few = 500;
const many = 10_000;
/** A run can be repeated with the seed that it said. */
const seed = Number(process.env['BATON_SEED'] ?? Math.floor(performance.timeOrigin) % 0x7fffffff);

export const chosenRuns = <T>(): Parameters<T> => {
  expect(seed).toBeGreaterThanOrEqual(0);
  return { seed, numRuns: process.env['BATON_DEEP'] === undefined ? few : many };
};

export const sayRuns = (what: string): void => {
  process.stdout.write(`${what}: seed ${seed}, again with BATON_SEED=${seed}\n`);
};

import { expect, it } from '@jest/globals';
import { nearestRank } from './nearest-rank.ts';

it.each([
  [[], 0.5, undefined],
  [[7], 0.5, 7],
  [[7], 1, 7],
  [[30, 10, 20, 40], 0.25, 10],
  [[30, 10, 20, 40], 0.5, 20],
  [[30, 10, 20, 40], 0.51, 30],
  [[30, 10, 20, 40], 1, 40],
])('of %j the quantile %d is %s', (values, quantile, expected) => {
  expect(nearestRank(values, quantile)).toBe(expected);
});

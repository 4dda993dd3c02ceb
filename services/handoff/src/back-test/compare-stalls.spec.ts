import { expect, it } from '@jest/globals';
import { compareStalls } from './compare-stalls.ts';
import type { Episode } from './outcome.ts';

const stall = (raisedAt: number, endedAt?: number, caseId = 'c'): Episode => ({
  ...{ kind: 'absent', caseId, leg: 'sign' },
  ...{ raisedAt, knownAt: raisedAt, endedAt },
});

const always = (_at: number): boolean => true;
const compare = (before: readonly Episode[], after: readonly Episode[], counts = always) => {
  const { gained, lost, byKind } = compareStalls(before, after, counts);
  return { gained: gained.map((one) => one.raisedAt), lost: lost.map((one) => one.raisedAt), byKind };
};

it('takes what stood at the same time for the same', () => {
  expect(compare([stall(10, 20)], [stall(15, 20)])).toMatchObject({ gained: [], lost: [], byKind: [{ later: 1 }] });
  expect(compare([stall(10, 20)], [stall(20, 30)])).toMatchObject({ gained: [], lost: [] });
  expect(compare([stall(10)], [stall(900)])).toMatchObject({
    gained: [],
    lost: [],
    byKind: [{ earlier: 0, later: 1 }],
  });
  expect(compare([stall(10, 20)], [stall(21, 30)])).toMatchObject({ gained: [21], lost: [10] });
});

it('does not take one for another when the first of them is gone', () => {
  expect(compare([stall(10, 20), stall(30, 40)], [stall(30, 40)])).toMatchObject({ gained: [], lost: [10] });
  expect(compare([stall(10, 30), stall(30, 40)], [stall(30, 40)])).toMatchObject({ gained: [], lost: [10] });
  expect(compare([stall(30, 40)], [stall(10, 20), stall(30, 40)])).toMatchObject({ gained: [10], lost: [] });
});

it('takes each for one other only', () => {
  expect(compare([stall(10, 40)], [stall(10, 20), stall(30, 40)])).toMatchObject({ gained: [30], lost: [] });
});

it('keeps cases apart', () => {
  expect(compare([stall(10, 20, 'a')], [stall(10, 20, 'b')])).toMatchObject({ gained: [10], lost: [10] });
});

it('counts what was raised in its time', () => {
  const late = (at: number): boolean => at >= 20;
  const { gained, lost, byKind } = compare([stall(5, 6), stall(20, 21)], [stall(10, 11)], late);
  expect([gained, lost]).toEqual([[], [20]]);
  expect(byKind).toEqual([{ kind: 'absent', before: 1, after: 0, gained: 0, lost: 1, earlier: 0, later: 0 }]);
});

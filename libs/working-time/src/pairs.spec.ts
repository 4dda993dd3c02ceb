import { describe, expect, it } from '@jest/globals';
import { gapsIn, merge, pairsWithin, sharedBy } from './pairs.ts';

const pairs = (text: string): [number, number][] =>
  text.split(' ').map((pair) => pair.split('-').map(Number) as [number, number]);

describe('pairs', () => {
  it('become one where they overlap or touch', () => {
    expect(merge([])).toEqual([]);
    expect(
      merge([
        [5, 6],
        [0, 2],
        [2, 3],
        [1, 2],
      ]),
    ).toEqual([
      [0, 3],
      [5, 6],
    ]);
    expect(
      merge([
        [0, 9],
        [1, 2],
        [10, 11],
      ]),
    ).toEqual([
      [0, 9],
      [10, 11],
    ]);
  });

  it('share what lies in both lists, and nothing where they only touch', () => {
    const some = pairs('0-4 6-8');
    const between = pairs('4-6 8-9');
    expect([sharedBy(some, between), sharedBy(between, some)]).toEqual([[], []]);
    const parts = pairs('0-1 2-3 9-12');
    const all = pairs('0-10');
    expect([sharedBy(all, parts), sharedBy(parts, all)]).toEqual([pairs('0-1 2-3 9-10'), pairs('0-1 2-3 9-10')]);
    expect(sharedBy(pairs('0-1'), [])).toEqual([]);
  });

  it('leave gaps, none before the first at 0 nor after the last at the end', () => {
    expect(gapsIn([], 9)).toEqual([[0, 9]]);
    expect(
      gapsIn(
        [
          [0, 2],
          [3, 4],
        ],
        9,
      ),
    ).toEqual([
      [2, 3],
      [4, 9],
    ]);
    expect(gapsIn([[1, 9]], 9)).toEqual([[0, 1]]);
    expect(gapsIn([[0, 9]], 9)).toEqual([]);
  });

  it('are what intervals have within a length, and nothing where they only touch it', () => {
    const intervals = [
      { from: 90, until: 100 },
      { from: 101, until: 105 },
      { from: 107, until: 112 },
      { from: 110, until: 115 },
    ];
    expect(pairsWithin(intervals, 100, 10)).toEqual([
      [1, 5],
      [7, 10],
    ]);
    expect(pairsWithin([{ from: -Infinity, until: Infinity }], 100, 10)).toEqual([[0, 10]]);
  });
});

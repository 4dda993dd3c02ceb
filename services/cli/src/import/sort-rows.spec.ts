import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareRows, type LogRow } from './log-row.ts';
import { RowSorter } from './sort-rows.ts';

const seed = 498;
let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'baton-sort-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const row = (at: number, tie: number, sequence: number): LogRow => ({
  at,
  tie,
  sequence,
  line: sequence + 2,
  caseId: 'A',
  cells: ['ü', null],
});

const sort = (rows: readonly LogRow[], runRows: number): LogRow[] => {
  const sorter = new RowSorter(folder, runRows);
  for (const each of rows) sorter.add(each);
  return [...sorter.sorted()];
};

describe('rows', () => {
  it('come by time, then by tie, then as in the file', () => {
    const rows = [row(2, 0, 0), row(1, 5, 1), row(1, 3, 2), row(1, 3, 3), row(0, 9, 4)];
    expect(sort(rows, 100).map((each) => each.sequence)).toEqual([4, 2, 3, 1, 0]);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('come the same whatever fits into memory', () => {
    const any = fc.array(fc.tuple(fc.nat(5), fc.nat(3)), { maxLength: 60 });
    fc.assert(
      fc.property(any, fc.integer({ min: 1, max: 20 }), (keys, runRows) => {
        const rows = keys.map(([at, tie], sequence) => row(at, tie, sequence));
        expect(sort(rows, runRows)).toEqual([...rows].sort(compareRows));
      }),
      { seed, numRuns: 100 },
    );
  });

  it('go to files when they do not fit', () => {
    const rows = Array.from({ length: 10 }, (_, index) => row(10 - index, 0, index));
    expect(sort(rows, 3).map((each) => each.at)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(readdirSync(folder)).toHaveLength(3);
  });
});

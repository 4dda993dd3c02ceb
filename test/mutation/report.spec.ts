import { describe, expect, it } from '@jest/globals';
import { compare, type Equivalent, type MutationReport, scoreOf, survivorsIn } from './report.ts';

const source = ['const late = (due) =>', '  due < now &&', '  Math.max(due, now) > 0;', ''].join('\n');

const mutantAt = (
  [line, from, until]: readonly [number, number, number],
  [mutatorName, replacement]: readonly [string, string],
  status = 'Survived',
): MutationReport['files'][string]['mutants'][number] => ({
  status,
  mutatorName,
  replacement,
  location: { start: { line, column: from }, end: { line, column: until } },
});

const reportOf = (...mutants: MutationReport['files'][string]['mutants']): MutationReport => ({
  files: { 'late.ts': { source, mutants } },
});

describe('survivors', () => {
  it('are told by their line, what was there and what came instead', () => {
    expect(survivorsIn(reportOf(mutantAt([2, 3, 12], ['EqualityOperator', 'due <= now'])))).toEqual([
      {
        file: 'late.ts',
        line: 2,
        place: 'late.ts:2:2-2:11',
        code: 'due < now &&',
        mutant: 'due < now → due <= now',
        mutator: 'EqualityOperator',
        movesBoundary: true,
      },
    ]);
  });

  it('are told over several lines', () => {
    const location = { start: { line: 2, column: 3 }, end: { line: 3, column: 21 } };
    const mutant = { ...mutantAt([2, 3, 12], ['LogicalOperator', 'due < now || Math.max(due, now)']), location };
    expect(survivorsIn(reportOf(mutant))).toMatchObject([
      { line: 2, mutant: 'due < now && Math.max(due, now) → due < now || Math.max(due, now)', movesBoundary: false },
    ]);
  });

  it.each([
    ['ConditionalExpression', [2, 3, 12], true],
    ['ConditionalExpression', [1, 14, 22], false],
    ['MethodExpression', [3, 3, 21], true],
    ['MethodExpression', [1, 14, 22], false],
    ['ArithmeticOperator', [1, 1, 2], true],
    ['BooleanLiteral', [2, 3, 12], false],
  ] as const)('of a %s at %j move a boundary: %s', (mutator, place, movesBoundary) => {
    expect(survivorsIn(reportOf(mutantAt(place, [mutator, 'true'])))).toMatchObject([{ movesBoundary }]);
  });

  it('are those that no test killed or reached', () => {
    const statuses = ['Killed', 'Survived', 'NoCoverage', 'Timeout', 'RuntimeError'];
    const report = reportOf(...statuses.map((status) => mutantAt([2, 3, 12], ['EqualityOperator', status], status)));
    expect(survivorsIn(report).map(({ mutant }) => mutant.split(' ').at(-1))).toEqual(['Survived', 'NoCoverage']);
    expect(scoreOf(report)).toEqual({ killed: 2, endless: 1, judged: 4 });
  });
});

describe('the list of equivalent mutants', () => {
  const survivors = survivorsIn(reportOf(mutantAt([2, 3, 12], ['EqualityOperator', 'due <= now'])));
  const entry: Equivalent = { file: 'late.ts', code: 'due <', mutant: 'due < now → due <= now', reason: 'never equal' };

  it('takes a survivor with the same file, code and change', () => {
    expect(compare(survivors, [entry])).toEqual({ unlisted: [], outdated: [] });
  });

  it.each([{ file: 'early.ts' }, { code: 'now < due' }, { mutant: 'due < now → due > now' }])(
    'and no other: %j',
    (other) => {
      const wrong = { ...entry, ...other };
      expect(compare(survivors, [wrong])).toEqual({ unlisted: survivors, outdated: [wrong] });
    },
  );
});

import { describe, expect, it } from '@jest/globals';
import { linesOf } from '../rule-files.fixture.ts';
import { readYaml } from './read-yaml.ts';

const problemsOf = (text: string): readonly string[] => linesOf(readYaml('f', text).problems);

describe('a hostile file', () => {
  const mebibyte = 1_048_576;
  it.each([
    ['too large', 'a'.repeat(mebibyte + 1), 'expected a file of at most 1048576 bytes, found 1048577'],
    ['too large in bytes alone', 'é'.repeat(mebibyte / 2 + 1), 'expected a file of at most 1048576 bytes'],
    ['all brackets', '['.repeat(mebibyte), 'expected at most 150000 lines and marks of YAML, found 1048576'],
    ['all lines', '\n'.repeat(mebibyte), 'expected at most 150000 lines and marks of YAML'],
    ['all dashes', '- '.repeat(mebibyte / 2), 'expected at most 150000 lines and marks of YAML'],
    ['all anchors', '&a '.repeat(mebibyte / 3), 'expected at most 150000 lines and marks of YAML'],
    ['deep', `${'['.repeat(2000)}${']'.repeat(2000)}`, 'expected values less deep inside each other, found more'],
    ['rather deep', `${'['.repeat(18)}${']'.repeat(18)}`, 'expected at most 16 values inside each other, found more'],
    [
      'deep in lines',
      Array.from({ length: 60 }, (_, depth) => `${' '.repeat(depth)}a:`).join('\n'),
      'expected at most 16',
    ],
  ])('%s is one clear problem, soon', (_, text, problem) => {
    const found = problemsOf(text);
    expect(found[0]).toContain(problem);
    expect(found.every((line) => line.length < 300)).toBe(true);
  });

  it('of aliases of aliases says so, and makes no more than it may', () => {
    const levels = Array.from({ length: 9 }, (_, level) =>
      level === 0
        ? 'a0: &a0 [x, x, x, x, x, x, x, x, x, x]'
        : `a${level}: &a${level} [${`*a${level - 1}, `.repeat(10)}]`,
    );
    expect(problemsOf(levels.join('\n'))).toEqual([
      expect.stringMatching(/^f:\d:\d+: expected at most 200000 values, aliases followed, found more$/),
    ]);
  });

  it('with an alias inside what it stands for ends', () => {
    expect(problemsOf('a: &a [*a]')).toEqual(['f:1:7: expected at most 16 values inside each other, found more']);
  });

  it('with an alias on every line is read', () => {
    const text = `a: &a x\nb:\n${'  - *a\n'.repeat(40_000)}`;
    expect((readYaml('f', text).documents[0]!.value as { b: unknown[] }).b).toEqual(
      Array.from({ length: 40_000 }, () => 'x'),
    );
  });

  it('that gives an anchor twice means the last one before the alias', () => {
    const { documents } = readYaml('f', 'a: &a 1\nb: *a\nc: &a 2\nd: *a');
    expect(documents[0]!.value).toEqual({ a: 1, b: 1, c: 2, d: 2 });
  });

  it('with 20,000 keys is read', () => {
    const text = Array.from({ length: 20_000 }, (_, key) => `k${key}: 1`).join('\n');
    expect(Object.keys(readYaml('f', text).documents[0]!.value as object)).toHaveLength(20_000);
  });

  it('cannot reach what objects inherit', () => {
    const { documents, problems } = readYaml('f', '__proto__: { polluted: true }\nconstructor: 1');
    expect(problems).toEqual([]);
    expect(Object.keys(documents[0]!.value as object)).toEqual(['__proto__', 'constructor']);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
  });
});

describe('values', () => {
  it('are those of YAML 1.2, whatever a directive says', () => {
    const { documents } = readYaml(
      'f',
      '%YAML 1.1\n---\nday: 2026-09-30\nno: no\ntime: 08:00\nmerged: { <<: { a: 1 } }',
    );
    expect(documents[0]!.value).toEqual({ day: '2026-09-30', no: 'no', time: '08:00', merged: { '<<': { a: 1 } } });
  });

  it('that an alias stands for are there, and stand where they were written', () => {
    const { documents } = readYaml('f', 'a: &a\n  b: 1\nc: *a');
    expect(documents[0]!.value).toEqual({ a: { b: 1 }, c: { b: 1 } });
    expect(documents[0]!.at('/c/b')).toEqual({ line: 2, column: 6 });
    expect(documents[0]!.keyAt('/c')).toEqual({ line: 3, column: 1 });
  });

  it('that are not there stand where what is around them stands', () => {
    const [document] = readYaml('f', 'a:\n  - b: 1').documents;
    expect(document!.at('/a/0/none/at/all')).toEqual({ line: 2, column: 5 });
    expect(document!.at('/none')).toEqual({ line: 1, column: 1 });
  });
});

describe('what is no YAML', () => {
  it('is told once, not for all that follows', () => {
    expect(problemsOf('a: [1\nb: 2\nc: 3\n')).toHaveLength(1);
  });

  it.each([
    ['a: *none', 'f:1:4: expected an alias of an anchor above'],
    ['? [a]\n: b', 'f:1:3: expected a name before the colon, found a list or an object'],
    ['a: 1\nb: 2\na: 3', 'f:3:1: expected each key once, found a again'],
  ])('%j', (text, problem) => {
    expect(problemsOf(text).join('\n')).toContain(problem.slice(0, 30));
  });
});

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { baton } from './run-baton.fixture.ts';

const rules = join(import.meta.dirname, '../../../../libs/rule-files/rules');
let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'baton-check-'))));
afterEach(() => rmSync(folder, { recursive: true }));

const file = (name: string, content: string | Buffer): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const hospital = readFileSync(join(rules, 'hospital-purchasing.yaml'), 'utf8');

describe('baton check', () => {
  it('says nothing of files that are right', async () => {
    const names = ['hospital-purchasing', 'hiring-and-onboarding', 'support-incident', 'purchase-to-pay'];
    const { code, out, notes } = await baton('check', ...names.map((name) => join(rules, `${name}.yaml`)));
    expect([code, out, notes]).toEqual([0, '', '18 documents in 4 files: 0 errors, 0 warnings']);
  });

  it('names file, line, column, what was expected and what was found', async () => {
    const path = file(
      'wrong.yaml',
      hospital.replace('party: E', 'party: EE').replace('typical: 3 h', 'typical: three hours'),
    );
    const lineOf = (text: string): number => hospital.slice(0, hospital.indexOf(text)).split('\n').length;
    const { code, out } = await baton('check', path);
    expect([code, out]).toEqual([
      1,
      `${path}:${lineOf('typical: 3 h')}:14: expected a duration such as 30 min, 4 h or 1 day, found 'three hours'`,
    ]);
    writeFileSync(path, hospital.replace('party: E', 'party: EE'));
    expect((await baton('check', path)).out).toBe(
      `${path}:${lineOf('party: E')}:12: expected a party of a roster that is checked with it, perhaps E, found 'EE'`,
    );
  });

  it('checks files together', async () => {
    const [calendar, ...rest] = hospital.split('---\n');
    const paths = [file('calendar.yaml', calendar!), file('rest.yaml', rest.join('---\n'))];
    expect((await baton('check', ...paths)).code).toBe(0);
    expect((await baton('check', paths[1]!)).out.split('\n')).toHaveLength(14);
  });

  it('passes with warnings, and says them', async () => {
    const path = file('warned.yaml', hospital.replace('typical: 4 h', 'typical: 2 days'));
    const { code, out, notes } = await baton('check', path);
    expect([code, notes]).toEqual([0, '3 documents in 1 file: 0 errors, 1 warning']);
    expect(out).toMatch(/warned\.yaml:\d+:14: warning: expected no longer than finishBudget, found longer/);
  });

  it('answers as JSON', async () => {
    const path = file('wrong.yaml', hospital.replace('revision: 2', 'revision: two'));
    const { code, out } = await baton('check', path, '--json');
    expect([code, JSON.parse(out)]).toEqual([
      1,
      {
        ...{ files: 1, documents: 2 },
        problems: [
          {
            ...{ file: path, line: 7, column: 11, severity: 'error', pointer: '/revision' },
            ...{ expected: 'a whole number from 1', found: "'two'" },
          },
        ],
      },
    ]);
  });

  it('prints the schema for editors that is kept beside the rules', async () => {
    const { code, out } = await baton('check', '--schema', 'route');
    expect(code).toBe(0);
    expect(JSON.parse(out)).toEqual(JSON.parse(readFileSync(join(rules, '../schemas/route.schema.json'), 'utf8')));
  });

  it.each([
    [['check'], 2, 'baton check: FILE: missing'],
    [
      ['check', '--schema', 'rout'],
      2,
      "--schema: expected one of route, policy, calendar, roster, durations, any, found 'rout'",
    ],
    [['check', '--schema', 'route', 'FILE'], 2, "unexpected 'FILE'"],
    [['check', 'no-such-file.yaml'], 1, 'baton check: no-such-file.yaml: ENOENT'],
  ])('%j exits with %d', async (words, exit, message) => {
    const { code, notes } = await baton(...words);
    expect(code).toBe(exit);
    expect(notes).toContain(message);
  });

  it('reads text alone', async () => {
    const path = file('picture.yaml', Buffer.from([0xff, 0xd8, 0xff, 0xe0]));
    expect((await baton('check', path)).notes).toBe(`baton check: ${path}: expected UTF-8 text`);
    expect((await baton('check', folder)).notes).toContain('EISDIR');
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from '@jest/globals';
import type { Fact } from '@baton/contracts';
import { openImportTarget } from '@baton/handoff';
import { run } from '../main.ts';

export const hour = 3_600_000;
/** A Monday; V works around the clock. */
export const start = Date.parse('2026-03-02T00:00:00Z');

/** A folder for each test. */
let folder: string;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'baton-ledger-'))));
afterEach(() => rmSync(folder, { recursive: true }));

export const fileIn = (name: string, content?: string): string => {
  const file = join(folder, name);
  if (content !== undefined) writeFileSync(file, content);
  return file;
};

let facts = 0;
const fact = (hours: number, body: object): Fact =>
  ({ id: `/x ${(facts += 1)}`, occurredAt: start + hours * hour, actor: 'Q', ...body }) as Fact;

/** Route `fix` with the leg `sign`, that V has an hour to accept and that is said to take four. */
const rules: readonly Fact[] = [
  fact(0, {
    type: 'baton.people.roster-changed.v1',
    parties: [{ id: 'V', name: 'V', kind: 'person', calendar: 'none' }],
  }),
  fact(0, {
    type: 'baton.rules.route-published.v1',
    route: {
      ...{ id: 'fix', version: 1, title: 'Fix', owner: 'A', handlings: [] },
      legs: [{ id: 'sign', title: 'Sign', party: 'V', acceptBudget: hour, typical: 4 * hour, needs: [] }],
      ladder: [{ after: 0, whom: 'receiver', channel: 'mail' }],
    },
  }),
];

export interface Story {
  readonly caseId: string;
  /** Hours after the start. */
  readonly accepted: number;
  readonly completed: number;
  readonly needBy: number;
}

/** A data folder in which these cases were opened at the start, each closed when its leg was completed. */
export const dataOf = async (...stories: readonly Story[]): Promise<string> => {
  const told = stories.flatMap(({ caseId, accepted, completed, needBy }) => [
    fact(0, {
      type: 'baton.case.opened.v1',
      caseId,
      title: caseId,
      customer: 'Q',
      route: 'fix',
      needBy: start + needBy * hour,
    }),
    fact(0, { type: 'baton.handoff.offered.v1', caseId, leg: 'sign', to: 'V' }),
    fact(accepted, { type: 'baton.handoff.accepted.v1', caseId, leg: 'sign', by: 'V' }),
    fact(completed, { type: 'baton.handoff.completed.v1', caseId, leg: 'sign', by: 'V' }),
    fact(completed, { type: 'baton.case.closed.v1', caseId }),
  ]);
  const data = mkdtempSync(fileIn('data-'));
  const target = await openImportTarget({ directory: join(data, 'real'), startAt: start });
  for (const one of [...rules, ...told].toSorted((left, right) => left.occurredAt - right.occurredAt))
    await target.append([one], one.occurredAt);
  await target.complete();
  await target.close();
  return data;
};

/** Runs `baton` with these words. */
export const baton = async (...words: string[]): Promise<{ code: number; out: string; notes: string }> => {
  const out: string[] = [];
  const notes: string[] = [];
  const note = (text: string): void => void notes.push(text);
  const line = (text: string): void => void out.push(text);
  const code = await run(words, { isInteractive: false, width: undefined, line, note, replace: note });
  return { code, out: out.join('\n'), notes: notes.join('\n') };
};

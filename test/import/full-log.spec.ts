import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';

const root = join(import.meta.dirname, '../..');
const log = join(root, 'test/data/uci498-incidents-before-2016-05.csv.gz');
const map = join(root, 'services/cli/maps/uci498-incidents.yaml');
const { uci498: expected } = JSON.parse(readFileSync(join(root, 'test/data/expected.json'), 'utf8')) as {
  uci498: Record<string, number>;
};
const importTimeoutMs = 180_000;

/** The command as people run it: built, in a process of its own. */
const baton = async (...words: string[]): Promise<{ code: number | null; out: string; notes: string }> => {
  const child = spawn(process.execPath, [join(root, 'services/cli/bin/baton.mjs'), ...words], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
  const [out, notes, code] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { code, out, notes };
};

interface Summary extends Record<string, unknown> {
  readonly stalls: Readonly<Record<string, number>>;
}

describe('the incident log, through the whole path', () => {
  let folder: string;
  let summary: Summary;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'baton-log-'));
    const { code, out, notes } = await baton('import', log, '--map', map, '--data', join(folder, 'data'), '--json');
    expect({ code, notes }).toEqual({ code: 0, notes: expect.stringContaining('folding: 100 %') });
    summary = JSON.parse(out) as Summary;
  }, importTimeoutMs);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('counts what an independent script counted', () => {
    const names = [
      'cases',
      'events',
      'group_handoffs',
      'group_handoff_cases',
      'group_pingpong',
      'group_pingpong_cases',
      'cases_reopened',
      'out_of_order',
    ];
    const pick = (counts: Record<string, unknown>): unknown[] => names.map((name) => [name, counts[name]]);
    expect(pick(summary)).toEqual(pick(expected));
    expect(summary['badRowCount']).toBe(0);
  });

  it('raises stalls', () => {
    expect(summary.stalls['unaccepted']).toBeGreaterThan(0);
    expect(summary.stalls['missed']).toBeGreaterThan(0);
  });

  it(
    'is recomputed with the same decisions',
    async () => {
      const { code, out } = await baton('replay', '--verify', '--data', join(folder, 'data'), '--json');
      const reports = JSON.parse(out) as { differences: unknown[]; facts: number }[];
      expect({ code, differences: reports.flatMap((report) => report.differences) }).toEqual({
        code: 0,
        differences: [],
      });
      expect(reports.reduce((total, report) => total + report.facts, 0)).toBeGreaterThanOrEqual(
        Number(summary['facts']),
      );
    },
    importTimeoutMs,
  );

  it('does not go into a folder that already has data', async () => {
    const { code, notes } = await baton('import', log, '--map', map, '--data', join(folder, 'data'));
    expect([code, notes]).toEqual([1, expect.stringContaining('--data: expected a new folder')]);
  });
});

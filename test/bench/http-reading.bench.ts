import type { StallsPage } from '@baton/contracts';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Caller } from '../crash/caller.ts';
import { hurriedHospital } from '../crash/hurried-hospital.ts';
import { startProgram } from '../crash/running-program.ts';
import { eventually } from '../crash/rush.ts';
import { type Reporter, createReporter, median } from './report.ts';

const secondStartLimitMs = 3_000;
const stalledCases = 1_000;
const casesOfBatch = 250;
const queries = 100;

const inFolder = async (use: (folder: string) => Promise<void>): Promise<void> => {
  const folder = await mkdtemp(join(tmpdir(), 'http-reading-'));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

/** From the start of the process to "Baton is up", over a folder that was used before. */
export const startBench = (reporter: Reporter, rounds: number): Promise<void> =>
  inFolder(async (folder) => {
    const taken: number[] = [];
    for (let round = -1; round < rounds; round += 1) {
      const running = await startProgram(folder);
      if (round >= 0) taken.push(running.upAfterMs);
      await running.stop();
    }
    const value = median(taken);
    const limit = secondStartLimitMs;
    reporter.report({
      bench: 'http, second start until it answers',
      value,
      unit: 'ms',
      limit,
      ratio: limit / value,
      goal: 1,
    });
  });

const publish = async (caller: Caller, events: readonly unknown[]): Promise<void> => {
  const headers = { 'content-type': 'application/cloudevents-batch+json' };
  const { status, body } = await caller.call({
    method: 'POST',
    path: '/v1/events',
    headers,
    body: JSON.stringify(events),
  });
  if (status !== 202) throw new Error(`the batch was not taken: ${status} ${JSON.stringify(body)}`);
};

const offeredCase = (ordinal: number): readonly unknown[] => {
  const header = { specversion: '1.0', source: '/bench', partitionkey: `case-${ordinal}`, actor: 'Q' };
  const opened = { title: `Case ${ordinal}`, customer: 'Q', route: 'hospital-purchasing' };
  return [
    { ...header, id: `opened-${ordinal}`, type: 'baton.case.opened.v1', data: opened },
    { ...header, id: `offered-${ordinal}`, type: 'baton.handoff.offered.v1', data: { leg: 'diagnose', to: 'E' } },
  ];
};

/** The first page of a board on which every case has stalled. */
export const boardBench = (reporter: Reporter): Promise<void> =>
  inFolder(async (folder) => {
    const running = await startProgram(folder, ['--empty']);
    const caller = new Caller(running.url);
    try {
      await publish(caller, hurriedHospital(Date.now()));
      for (let first = 0; first < stalledCases; first += casesOfBatch)
        await publish(caller, Array.from({ length: casesOfBatch }, (_, n) => offeredCase(first + n)).flat());
      await eventually(
        caller,
        '/v1/stalls?limit=1',
        ({ body }) => (body as StallsPage).counts.unaccepted === stalledCases,
      );
      const taken: number[] = [];
      for (let query = 0; query < queries; query += 1) {
        const askedAt = performance.now();
        await caller.call({ method: 'GET', path: '/v1/stalls?limit=50' });
        taken.push(performance.now() - askedAt);
      }
      reporter.report({ bench: `http, board of ${stalledCases} stalls, 50 a page`, value: median(taken), unit: 'ms' });
    } finally {
      caller.close();
      await running.stop();
    }
  });

if (import.meta.main) {
  const smoke = process.argv.includes('--smoke');
  const reporter = createReporter();
  await startBench(reporter, smoke ? 1 : 5);
  await boardBench(reporter);
  process.exitCode = reporter.missed.length > 0 && !smoke ? 1 : 0;
}

import type { CaseView, SampleView, StallsPage, TimelineView } from '@baton/contracts';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Caller } from './caller.ts';
import { type RunningProgram, startProgram } from './running-program.ts';
import { eventually } from './rush.ts';

const limitMs = 120_000;
/** Simulated hours a second: the whole story takes a few seconds. */
const speed = ['--speed', '100'];

let data: string;
let running: RunningProgram;
let caller: Caller;

const start = async (): Promise<void> => {
  running = await startProgram(data, speed);
  caller = new Caller(running.url);
};

const stop = async (): Promise<number | null> => {
  caller.close();
  return running.stop();
};

const get = async <T>(path: string): Promise<T> => (await caller.call({ method: 'GET', path })).body as T;

/** All that a viewer sees. */
const show = async () => {
  const sample = await get<SampleView>('/v1/sample');
  return {
    sample,
    case: await get<CaseView>(`/v1/cases/${sample.caseId}`),
    board: await get<StallsPage>('/v1/stalls?state=all'),
    timeline: await get<TimelineView>(`/v1/cases/${sample.caseId}/timeline`),
  };
};

const sampleIs = (path: keyof SampleView, value: unknown) =>
  eventually(caller, '/v1/sample', ({ body }) => (body as SampleView)[path] === value);

const grant = (caseId: string) =>
  caller.call({
    method: 'POST',
    path: `/v1/cases/${caseId}/special-handlings`,
    headers: { 'content-type': 'application/json', 'baton-actor': 'A', 'idempotency-key': '"grant"' },
    body: JSON.stringify({ leg: 'vice-president-signs', handling: 'deputy-signs', reason: 'Before the holiday' }),
  });

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'resume-'));
  await start();
});

afterEach(async () => {
  await running.kill();
  caller.close();
  await rm(data, { recursive: true, force: true });
});

describe('the sample story, stopped at its alert', () => {
  it(
    'is where it was after the next start, and goes on from there',
    async () => {
      await sampleIs('choice', 'waiting');
      const before = await show();
      expect(before.board.stalls.filter(({ clearedAt }) => clearedAt === undefined)).not.toEqual([]);
      expect(await stop()).toBe(0);

      await start();
      expect(await show()).toEqual(before);
      expect((await grant(before.case.id)).status).toBe(200);
      await sampleIs('ended', true);
      const { case: after } = await show();
      expect(after).toMatchObject({ id: before.case.id, status: 'closed' });
      expect(after.legs.find(({ id }) => id === 'vice-president-signs')?.holder?.id).toBe('V2');
      expect(await stop()).toBe(0);
    },
    limitMs,
  );
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { CaseView } from '@baton/contracts';
import { type Options, startServices, startStandalone } from '@baton/standalone';
import {
  type Running,
  asItHappened,
  episodesOf,
  get,
  grantDeputy,
  holdersOf,
  playToTheAlert,
  playToTheEnd,
  post,
  withBaton,
} from './endings.ts';

const hundredHoursPerSecond = 360_000;

const ways: Readonly<Record<string, (options: Options) => Promise<Running>>> = {
  'in one process': startStandalone,
  'in one process with three shards': (options) => startStandalone({ ...options, shards: 3 }),
  'each service its own process': startServices,
};

describe.each(Object.keys(ways))('the gasket, %s', (way) => {
  let data: string;
  let running: Running;

  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'baton-gasket-'));
    const options = {
      host: '127.0.0.1',
      port: 0,
      data,
      empty: false,
      speed: hundredHoursPerSecond,
      shards: 1,
      help: false,
    };
    running = await ways[way]!(options);
    await playToTheAlert(running);
  }, 60_000);

  afterEach(async () => {
    await running.stop();
    await rm(data, { recursive: true });
  }, 30_000);

  it('goes as it went when nobody acts', async () => {
    expect(running.sample!.player.view().choice).toBe('waiting');
    await post(running, '/v1/sample/let-go', { actor: 'A', body: {} });
    await playToTheEnd(running);
    expect(await episodesOf(running)).toEqual(asItHappened.episodes);
    expect(await holdersOf(running)).toEqual(asItHappened.holders);
  }, 60_000);

  it('is saved when the deputy may sign, and refuses who may not grant and what is law', async () => {
    const { caseId } = running.sample!.player.view();
    const path = `/v1/cases/${caseId}/special-handlings`;
    const reason = 'it is urgent';
    const byHead = await post(running, path, {
      actor: 'H',
      body: { leg: 'vice-president-signs', handling: 'deputy-signs', reason },
    });
    const law = await post(running, path, { actor: 'M', body: { leg: 'prepay', handling: 'single-release', reason } });
    expect([byHead.status, law.status]).toEqual([422, 422]);
    expect((await grantDeputy(running)).status).toBe(200);
    await playToTheEnd(running);
    expect(await episodesOf(running)).toEqual(withBaton.episodes);
    expect(await holdersOf(running)).toEqual(withBaton.holders);
    expect((await get<CaseView>(running, `/v1/cases/${caseId}`)).status).toBe('closed');
  }, 60_000);
});

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe } from '@jest/globals';
import { type Options, startServices, startStandalone } from '@baton/standalone';
import { type Running, playToTheAlert } from './endings.ts';
import { hundredHoursPerSecond, itEndsAsWritten } from './gasket.fixture.ts';

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

  itEndsAsWritten(() => running);
});

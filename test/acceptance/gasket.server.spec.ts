import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe } from '@jest/globals';
import { type Options, readOptions, startServices, startStandalone } from '@baton/standalone';
import { type Running, playToTheAlert } from './endings.ts';
import { namedServer } from '../crash/named-server.ts';
import { hundredHoursPerSecond, itEndsAsWritten } from './gasket.fixture.ts';

interface Way {
  readonly start: (options: Options) => Promise<Running>;
  readonly settings: Readonly<Record<string, string>>;
  readonly shards: number;
}

const kafka = { BATON_BUS: namedServer('BATON_TEST_KAFKA') };
const mongodb = { BATON_READ_MODELS: namedServer('BATON_TEST_MONGODB') };

const ways: Readonly<Record<string, Way>> = {
  'in one process with MongoDB': { start: startStandalone, settings: mongodb, shards: 1 },
  'in one process with Kafka, three shards': { start: startStandalone, settings: kafka, shards: 3 },
  'each service its own process, with Kafka and MongoDB': {
    start: startServices,
    settings: { ...kafka, ...mongodb },
    shards: 1,
  },
};

/** In CI the one that shares nothing; all of them otherwise. */
const chosen = process.env['BATON_TEST_BRIEF'] === '1' ? Object.keys(ways).slice(-1) : Object.keys(ways);

describe.each(chosen)('the gasket, %s', (way) => {
  const { start, settings, shards } = ways[way]!;
  let data: string;
  let running: Running;

  beforeEach(async () => {
    data = await mkdtemp(join(tmpdir(), 'baton-gasket-'));
    Object.assign(process.env, settings, { BATON_NAMESPACE: `t${randomUUID().slice(0, 8)}` });
    const options = readOptions(['--port', '0', '--data', data, '--shards', String(shards)], process.env);
    running = await start({ ...options, speed: hundredHoursPerSecond });
    await playToTheAlert(running);
  }, 120_000);

  afterEach(async () => {
    await running?.stop();
    for (const name of [...Object.keys(settings), 'BATON_NAMESPACE']) delete process.env[name];
    await rm(data, { recursive: true });
  }, 60_000);

  itEndsAsWritten(() => running);
});

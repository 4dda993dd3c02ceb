import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { type KafkaServer, startKafka } from '../../tools/servers/kafka.mjs';
import { HandoffInstance } from './handoff-instance.ts';
import { namedServer } from './named-server.ts';
import { settledLedgers } from './crew.ts';
import { Shower } from './shower.ts';

const limitMs = 180_000;
const stopWithinMs = 10_000;
const shards = 4;

let folder: string;
let kafka: KafkaServer;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-stopping-'));
  kafka = await startKafka({ folder: join(folder, 'kafka') });
  process.env['BATON_BUS'] = kafka.url;
  process.env['BATON_READ_MODELS'] = namedServer('BATON_TEST_MONGODB');
  process.env['BATON_NAMESPACE'] = `stopping-${randomUUID().slice(0, 8)}`;
}, limitMs);

afterEach(async () => {
  for (const name of ['BATON_BUS', 'BATON_READ_MODELS', 'BATON_NAMESPACE']) delete process.env[name];
  await kafka.stop();
  await rm(folder, { recursive: true });
}, limitMs);

it(
  'an instance stops in time while Kafka is away, with events and decisions that are not on it yet, and loses none',
  async () => {
    const data = join(folder, 'data');
    const instances = [await HandoffInstance.start(data, shards)];
    const shower = new Shower(() => instances);
    await shower.open();
    shower.start(8);
    await pause(3_000);
    await kafka.kill();
    // Legs stall meanwhile: the ledgers have decisions that nobody hears of yet.
    await pause(2_000);
    const startedAt = performance.now();
    expect(await instances[0]!.stop()).toBe(0);
    expect(performance.now() - startedAt).toBeLessThan(stopWithinMs);
    await kafka.restart();
    instances.push(await HandoffInstance.start(data, shards));
    await shower.stop();
    const { problems } = await settledLedgers({ data, shards }, shower.taken);
    expect(problems.slice(0, 5)).toEqual([]);
    expect(await instances[1]!.stop()).toBe(0);
  },
  limitMs,
);

import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type KafkaServer, startKafka } from '../../tools/servers/kafka.mjs';
import { type MongodServer, startMongod } from '../../tools/servers/mongod.mjs';
import { crashSystem } from './system.ts';

const limitMs = 240_000;
const awayMs = 5_000;

let folder: string;
let kafka: KafkaServer;
let mongod: MongodServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-outage-'));
  kafka = await startKafka({ folder: join(folder, 'kafka') });
  mongod = await startMongod({ folder: join(folder, 'mongod') });
  process.env['BATON_BUS'] = kafka.url;
  process.env['BATON_READ_MODELS'] = mongod.url;
}, limitMs);

afterAll(async () => {
  for (const name of ['BATON_BUS', 'BATON_READ_MODELS', 'BATON_NAMESPACE']) delete process.env[name];
  await kafka.stop();
  await mongod.stop();
  await rm(folder, { recursive: true });
}, limitMs);

const outages: Readonly<Record<string, () => Promise<void>>> = {
  'the broker is killed and started again': async () => {
    await kafka.kill();
    await pause(awayMs);
    await kafka.restart();
  },
  'the broker falls silent for a while': async () => {
    kafka.freeze();
    await pause(awayMs);
    kafka.thaw();
  },
  'the read models’ server is killed, stays away and comes back': async () => {
    await mongod.kill();
    await pause(awayMs);
    await mongod.restart();
  },
  'the read models’ server comes back without its data': () => mongod.wipe(),
};

describe('the whole program on Kafka and MongoDB, while commands run', () => {
  it.each(Object.keys(outages))(
    'loses and doubles nothing when %s',
    async (outage) => {
      process.env['BATON_NAMESPACE'] = `outage-${randomUUID().slice(0, 8)}`;
      const { stored, problems } = await crashSystem(1, { disturb: outages[outage]! });
      expect(problems.slice(0, 5)).toEqual([]);
      expect(stored.commands).toBeGreaterThan(100);
      expect(stored.decisions).toBeGreaterThan(100);
    },
    limitMs,
  );
});

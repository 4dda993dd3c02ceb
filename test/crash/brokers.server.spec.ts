import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type KafkaServer, startKafka } from '../../tools/servers/kafka.mjs';
import { type MongodServer, startMongod } from '../../tools/servers/mongod.mjs';
import { crewInTrouble } from './crew.ts';

const limitMs = 400_000;
const between = 3_000;
const awayMs = 30_000;

let folder: string;
let kafka: KafkaServer;
let mongod: MongodServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'baton-brokers-'));
  kafka = await startKafka({ folder: join(folder, 'kafka'), nodes: 3 });
  mongod = await startMongod({ folder: join(folder, 'mongod') });
  process.env['BATON_BUS'] = `${kafka.url}?replication=3&sessionTimeoutMs=3000`;
  process.env['BATON_READ_MODELS'] = mongod.url;
}, limitMs);

afterAll(async () => {
  for (const name of ['BATON_BUS', 'BATON_READ_MODELS', 'BATON_NAMESPACE']) delete process.env[name];
  await kafka.stop();
  await mongod.stop();
  await rm(folder, { recursive: true });
}, limitMs);

/** The coordinator of every group is among them. */
const eachBrokerInTurn = async (): Promise<void> => {
  for (const node of kafka.nodeIds) {
    await pause(between);
    await kafka.kill(node);
    await pause(between);
    await kafka.restart(node);
  }
};

const allBrokersAway = async (): Promise<void> => {
  await pause(between);
  await Promise.all(kafka.nodeIds.map((node) => kafka.kill(node, 'SIGTERM')));
  await pause(awayMs);
  await Promise.all(kafka.nodeIds.map((node) => kafka.restart(node)));
  await pause(between);
};

it.each([
  { when: 'one broker of three after another is killed', trouble: eachBrokerInTurn },
  { when: 'all brokers are stopped for half a minute', trouble: allBrokersAway },
])(
  'two instances lose and double nothing when $when',
  async ({ trouble }) => {
    process.env['BATON_NAMESPACE'] = `brokers-${randomUUID().slice(0, 8)}`;
    const { problems, taken, decisions } = await crewInTrouble(2, trouble);
    expect(problems.slice(0, 5)).toEqual([]);
    expect(taken).toBeGreaterThan(200);
    expect(decisions).toBeGreaterThan(100);
  },
  limitMs,
);

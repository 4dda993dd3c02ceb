import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import kafkajs from 'kafkajs';
import { HandoffInstance } from '../crash/handoff-instance.ts';
import { namedServer } from '../crash/named-server.ts';
import { replay } from '../crash/replay.ts';
import { settledLedgers } from '../crash/crew.ts';
import { readLedger } from '../crash/shared-ledgers.ts';
import { Shower } from '../crash/shower.ts';

const [before, after] = [2, 4];
const lanes = 6;
const cli = join(import.meta.dirname, '../../services/cli/bin/baton.mjs');
const topics = ['baton.events.v1', 'baton.alerts.v1', 'baton.ledger.v1', 'baton.quarantine.v1'];

let data: string;
let namespace: string;
let running: HandoffInstance[];

beforeEach(async () => {
  namespace = `reshard-${randomUUID().slice(0, 8)}`;
  process.env['BATON_BUS'] = `${namedServer('BATON_TEST_KAFKA')}?sessionTimeoutMs=3000`;
  process.env['BATON_READ_MODELS'] = namedServer('BATON_TEST_MONGODB');
  process.env['BATON_NAMESPACE'] = namespace;
  data = await mkdtemp(join(tmpdir(), 'baton-reshard-'));
  running = [];
});

afterEach(async () => {
  await Promise.all(running.map((instance) => instance.kill()));
  for (const name of ['BATON_BUS', 'BATON_READ_MODELS', 'BATON_NAMESPACE']) delete process.env[name];
  await rm(data, { recursive: true, force: true });
});

const start = async (): Promise<void> => {
  running = [];
  for (let instance = 0; instance < 2; instance++) running.push(await HandoffInstance.start(data, before));
};

/** Answers what it says, on either channel. */
const baton = (words: string, environment: Readonly<Record<string, string>> = {}): Promise<string> =>
  new Promise((resolve) => {
    const env = { ...process.env, ...environment };
    const answer = (_: unknown, out: string, notes: string): void => resolve(`${out}${notes}`);
    execFile(process.execPath, [cli, ...words.split(' '), '--data', data], { env }, answer);
  });

/** As an operator would. */
const morePartitions = async (): Promise<void> => {
  const brokers = [new URL(namedServer('BATON_TEST_KAFKA')).host];
  const admin = new kafkajs.Kafka({ brokers, logLevel: kafkajs.logLevel.NOTHING }).admin();
  await admin.connect();
  const topicPartitions = topics.map((topic) => ({ topic: `${namespace}.real.${topic}`, count: after }));
  await admin.createPartitions({ topicPartitions });
  await admin.disconnect();
};

const shower = async (isFirst: boolean): Promise<readonly string[]> => {
  const showering = new Shower(() => running);
  if (isFirst) await showering.open();
  showering.start(lanes);
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  await showering.stop();
  return showering.taken;
};

/** Facts of cases, and decisions, that two ledgers have, or one has again. */
const twiceIn = async (ledgers: number): Promise<readonly string[]> => {
  const seen = new Set<string>();
  const appends = await Promise.all(Array.from({ length: ledgers }, (_, ledger) => readLedger(data, ledger)));
  const ids = appends
    .flat()
    .flatMap(({ facts, decisions }) => [
      ...facts.flatMap((fact) => ('caseId' in fact ? `fact ${fact.id}` : [])),
      ...decisions.map(({ id }) => `decision ${id}`),
    ]);
  expect(ids.length).toBeGreaterThan(100);
  return ids.filter((id) => seen.size === seen.add(id).size);
};

it('instances over Kafka go on with more shards once its topics have as many partitions', async () => {
  await start();
  const first = await shower(true);
  expect(await baton('reshard --to 4')).toMatch(/is used by another Baton \(handoff\)/);
  // In the middle of what they read: what the old shards have not taken, the new ones find in other partitions.
  await Promise.all(running.map((instance) => instance.kill()));
  expect(await baton('reshard --to 1')).toContain('--to: expected more than the 2 shards that there are');
  expect(await baton('reshard --to 4', { BATON_BUS: 'log' })).toContain('BATON_BUS: these ledgers read Kafka');
  expect(await baton('reshard --to 4')).toMatch(/from 2 to 4 shards/);
  await expect(HandoffInstance.start(data, before)).rejects.toThrow(/has a number of partitions of 2, 4 was expected/);
  await morePartitions();
  await start();
  const taken = [...first, ...(await shower(false))];
  const { problems } = await settledLedgers({ data, shards: before + after }, taken);
  expect(problems.slice(0, 5)).toEqual([]);
  expect((await twiceIn(before + after)).slice(0, 5)).toEqual([]);
  await Promise.all(running.map((instance) => instance.stop()));
  expect(await replay(data)).toEqual([]);
}, 300_000);

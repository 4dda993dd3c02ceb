import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { eventsTopic } from '@baton/bus';
import { KafkaBus } from '@baton/bus-kafka';
import { type CaseFact, eventOf } from '@baton/contracts';
import kafkajs, { type Message, type Producer } from 'kafkajs';
import { Caller } from './caller.ts';
import { settledLedgers } from './crew.ts';
import { HandoffInstance } from './handoff-instance.ts';
import { namedServer } from './named-server.ts';
import { type Poison, poisons, structured } from './poison.ts';
import { eventually } from './rush.ts';
import { Shower } from './shower.ts';

const limitMs = 180_000;
const shards = 4;
const unreadable = 'unreadable';
/** Of a hundred events one is poison. */
const goodPerPoison = 99;
const timesEach = 2;
const eventsACase = 3;
const toldBefore = eventsACase * 17;

let data: string;
let bus: KafkaBus;
let producer: Producer;
let instances: HandoffInstance[];

beforeEach(async () => {
  const namespace = `poison-${randomUUID().slice(0, 8)}`;
  const url = namedServer('BATON_TEST_KAFKA');
  process.env['BATON_BUS'] = url;
  process.env['BATON_READ_MODELS'] = namedServer('BATON_TEST_MONGODB');
  process.env['BATON_NAMESPACE'] = namespace;
  data = await mkdtemp(join(tmpdir(), 'baton-poison-'));
  instances = [await HandoffInstance.start(data, shards)];
  instances.push(await HandoffInstance.start(data, shards));
  const topics = [{ name: eventsTopic, partitions: shards, retention: 14 * 86_400_000 }];
  bus = await KafkaBus.open({ url, name: 'poison', topics, now: Date.now, prefix: `${namespace}.real.` });
  const brokers = url.replace('kafka://', '').split(',');
  const kafka = new kafkajs.Kafka({ brokers, logLevel: kafkajs.logLevel.NOTHING });
  producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
  await producer.connect();
}, limitMs);

afterEach(async () => {
  for (const name of ['BATON_BUS', 'BATON_READ_MODELS', 'BATON_NAMESPACE']) delete process.env[name];
  await producer.disconnect();
  await bus.close();
  await Promise.all(instances.map((instance) => instance.kill()));
  await rm(data, { recursive: true, force: true });
}, limitMs);

const story = [
  { type: 'baton.case.opened.v1', title: 'Gasket', customer: 'Q', route: 'hospital-purchasing' },
  { type: 'baton.handoff.offered.v1', leg: 'diagnose', to: 'E' },
  { type: 'baton.handoff.accepted.v1', leg: 'diagnose', by: 'E' },
] as const;

const goodEvents = (caseId: string) =>
  story.map((what, step) => {
    const header = { id: `/other-system ${caseId}-${step}`, caseId, occurredAt: Date.now(), actor: 'E' };
    return eventOf({ ...header, ...what } as CaseFact);
  });

/** As another system writes to the topic, past everything that checks: a poison behind every so many good events. */
const writeAll = async (): Promise<{ readonly good: readonly string[]; readonly bad: readonly Poison[] }> => {
  const topic = `${process.env['BATON_NAMESPACE']}.real.${eventsTopic}`;
  const good: string[] = [];
  const bad: Poison[] = [];
  for (let round = 0; round < timesEach; round += 1)
    for (const poison of poisons) {
      const messages: Message[] = [];
      for (let ordinal = 0; ordinal < goodPerPoison / eventsACase; ordinal += 1) {
        const caseId = randomUUID();
        const events = goodEvents(caseId);
        good.push(...events.map(({ source, id }) => `${source} ${id}`));
        messages.push(...events.map((event) => structured(event, caseId)));
      }
      // Behind a case that has been told, and before others.
      const one = poison(String(messages[toldBefore - 1]!.key));
      bad.push(one);
      messages.splice(toldBefore, 0, one.message);
      for (const message of messages) await producer.send({ topic, acks: -1, messages: [message] });
    }
  return { good, bad };
};

it(
  'of a hundred events one is poison: every good one is taken once, each poison is found with its reason',
  async () => {
    const shower = new Shower(() => instances);
    await shower.open();
    shower.start(4);
    const { good, bad } = await writeAll();
    await shower.stop();
    const { problems } = await settledLedgers({ data, shards }, [...good, ...shower.taken]);
    expect(problems.slice(0, 5)).toEqual([]);

    const caller = new Caller(instances[0]!.url);
    for (const { event = '', fate, because } of bad.filter(({ fate }) => fate !== unreadable)) {
      const [source, id] = event.split(' ').map(encodeURIComponent);
      const { body } = await eventually(caller, `/v1/events/${source}/${id}`, ({ status }) => status === 200);
      expect(body).toMatchObject({ outcome: fate, detail: expect.stringContaining(because) });
    }
    caller.close();

    const parked = await bus.quarantine(unreadable);
    const expected = bad.filter(({ fate }) => fate === unreadable).map(({ because }) => because);
    expect(parked).toHaveLength(expected.length);
    for (const because of expected) expect(parked.some(({ reason }) => reason.includes(because))).toBe(true);
    for (const { delivery } of parked) expect(delivery.event.id).toMatch(/^baton\.events\.v1\/\d@\d+$/);

    const { event } = parked[0]!.delivery;
    expect(await bus.release(unreadable, event.id, event.source)).toBe(true);
    const last = randomUUID();
    await producer.send({
      ...{ topic: `${process.env['BATON_NAMESPACE']}.real.${eventsTopic}`, acks: -1 },
      messages: goodEvents(last).map((one) => structured(one, last)),
    });
    const ids = goodEvents(last).map(({ source, id }) => `${source} ${id}`);
    expect((await settledLedgers({ data, shards }, ids)).problems).toEqual([]);
    expect(await Promise.all(instances.map((instance) => instance.stop()))).toEqual([0, 0]);
  },
  limitMs,
);

import { type BusPosition, eventsTopic, referenceTopic } from '@baton/bus';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import kafkajs, { type Kafka, type Message, type Producer } from 'kafkajs';
import { encodeEvent } from './cloud-event-codec.ts';
import type { KafkaBus } from './kafka-bus.ts';
import { freshPrefix, kafkaUrl, openBus } from './kafka-ground.fixture.ts';
import { homeOf } from './partition-names.ts';
import { quarantineTopic, unreadableGroup } from './quarantine-entry.ts';

jest.setTimeout(90_000);

const named = (key: string, n: number) =>
  ({ specversion: '1.0', id: `${key}-${n}`, source: 's', type: 't', partitionkey: key, data: { n } }) as const;

let prefix: string;
let bus: KafkaBus;
let kafka: Kafka;
let producer: Producer;

/** Straight to Kafka, as another system would. */
const write = async (messages: Message[]): Promise<void> => {
  await producer.send({ topic: `${prefix}${eventsTopic}`, acks: -1, messages });
};

beforeEach(async () => {
  prefix = freshPrefix();
  bus = await openBus({ prefix });
  const brokers = [new URL(kafkaUrl().replace('kafka:', 'http:')).host];
  kafka = new kafkajs.Kafka({ brokers, logLevel: kafkajs.logLevel.NOTHING });
  producer = kafka.producer({ createPartitioner: kafkajs.Partitioners.DefaultPartitioner });
  await producer.connect();
});
afterEach(async () => {
  await producer.disconnect();
  await bus.close();
});

const readIds = async (
  options: object = {},
): Promise<{ readonly ids: readonly string[]; readonly at: BusPosition }> => {
  const ids: string[] = [];
  let at: BusPosition = {};
  const consumer = await bus.consumeBatches(
    { reader: 'shard', topics: [eventsTopic, referenceTopic], after: {}, ...options },
    async (batch, position) => {
      ids.push(...batch.map(({ event }) => event.id));
      at = position;
    },
  );
  await bus.barrier();
  await consumer.stop();
  return { ids, at };
};

it('a group offset that is ahead of the position skips nothing, and is set to what was read', async () => {
  const keys = ['a', 'b', 'c', 'd', 'e'];
  await bus.publish(
    eventsTopic,
    keys.flatMap((key) => [named(key, 0), named(key, 1)]),
  );
  const groupId = `${prefix}reader.shard`;
  const ahead = kafka.consumer({ groupId, maxWaitTimeInMs: 250 });
  await ahead.connect();
  await ahead.subscribe({ topic: `${prefix}${eventsTopic}`, fromBeginning: true });
  const joined = new Promise((resolve) => ahead.on(ahead.events.GROUP_JOIN, resolve));
  await ahead.run({ autoCommit: false, eachMessage: async () => undefined });
  await joined;
  const topic = `${prefix}${eventsTopic}`;
  const admin = kafka.admin();
  await admin.connect();
  const ends = await admin.fetchTopicOffsets(topic);
  await ahead.commitOffsets(ends.map(({ partition, high }) => ({ topic, partition, offset: high })));
  await ahead.disconnect();
  const { ids, at } = await readIds();
  expect([...ids].sort()).toEqual(keys.flatMap((key) => [`${key}-0`, `${key}-1`]));
  const [committed] = await admin.fetchOffsets({ groupId, topics: [topic] });
  await admin.disconnect();
  for (const { partition, offset } of committed!.partitions)
    expect(offset).toBe(at[`${eventsTopic}/${partition}`] ?? '0');
});

it('a position that the log does not have any more is a fault, not a gap', async () => {
  await bus.publish(eventsTopic, [named('a', 0)]);
  const source = `${eventsTopic}/${homeOf('a', 3)}`;
  await expect(readIds({ after: { [source]: '7' } })).rejects.toMatchObject({ code: 'lost' });
  const admin = kafka.admin();
  await admin.connect();
  await bus.publish(eventsTopic, [named('a', 1), named('a', 2)]);
  const { ids, at } = await readIds({ maxEvents: 1 });
  expect(ids).toHaveLength(3);
  const partitions = [{ partition: homeOf('a', 3), offset: '2' }];
  await admin.fetchTopicOffsets(`${prefix}${eventsTopic}`);
  await admin.deleteTopicRecords({ topic: `${prefix}${eventsTopic}`, partitions });
  await admin.disconnect();
  await expect(readIds({ after: { [source]: '1' } })).rejects.toThrow(`${source}: 1 messages from 1 on`);
  expect((await readIds({ after: at })).ids).toEqual([]);
});

it('one message in a hundred that is no CloudEvent is set aside with reason and place, and blocks nothing', async () => {
  const count = 500;
  const good = (n: number): Message => ({ ...encodeEvent(named(`case-${n % 7}`, n)) });
  const bad = (n: number): Message => ({ key: `case-${n % 7}`, value: '{', headers: { ce_id: 'x' } });
  await write(Array.from({ length: count }, (_, n) => (n % 100 === 50 ? bad(n) : good(n))));
  const got: string[] = [];
  await bus.consume({ group: 'g', topics: [eventsTopic] }, async ({ event }) => {
    got.push(event.id);
    return { kind: 'done' };
  });
  const { ids } = await readIds();
  await bus.barrier();
  expect(ids).toHaveLength(count - 5);
  expect(new Set(got)).toEqual(new Set(ids));
  const parked = await bus.quarantine(unreadableGroup);
  expect(parked).toHaveLength(5);
  for (const { delivery, reason } of parked) {
    expect(reason).toMatch(/JSON/);
    expect(delivery.event.id).toMatch(/^baton\.events\.v1\/[012]@\d+$/);
  }
  const { id, source } = parked[0]!.delivery.event;
  expect(await bus.release(unreadableGroup, id, source)).toBe(true);
  await bus.barrier();
  const after = await bus.quarantine(unreadableGroup);
  expect(after.map(({ delivery }) => delivery.event.id)).not.toContain(id);
  expect(after).toHaveLength(5);
});

it('the quarantine is a topic that other tools can read', async () => {
  await write([{ key: 'a', value: 'x', headers: { ce_specversion: '1.0', ce_id: '1', ce_source: 's' } }]);
  await readIds();
  const consumer = kafka.consumer({ groupId: `${prefix}tool`, maxWaitTimeInMs: 250 });
  await consumer.connect();
  await consumer.subscribe({ topic: `${prefix}${quarantineTopic}`, fromBeginning: true });
  const headers = await new Promise<Readonly<Record<string, unknown>>>((resolve) => {
    void consumer.run({ autoCommit: false, eachMessage: async ({ message }) => resolve(message.headers ?? {}) });
  });
  await consumer.disconnect();
  expect(String(headers['place'])).toMatch(/^baton\.events\.v1\/\d@0$/);
  expect(String(headers['reason'])).toMatch(/JSON/);
  expect(String(headers['state'])).toBe('parked');
});

it('an event on a wrong partition is sent to its own and read there once', async () => {
  const home = homeOf('a', 3);
  const wrong = (home + 1) % 3;
  await write([{ ...encodeEvent(named('a', 0)), partition: wrong }]);
  const read = (own: number): Promise<{ readonly ids: readonly string[] }> =>
    readIds({ reader: `shard-${own}`, shards: { own: [own], of: 3, everyShard: [referenceTopic] } });
  expect((await read(wrong)).ids).toEqual([]);
  expect((await read(home)).ids).toEqual(['a-0']);
});

import { eventsTopic } from '@baton/bus';
import { afterEach, expect, it, jest } from '@jest/globals';
import kafkajs from 'kafkajs';
import type { KafkaBus } from './kafka-bus.ts';
import { freshPrefix, openBus, testTopics } from './kafka-ground.fixture.ts';
import { ownKafka } from './own-kafka.fixture.ts';

jest.setTimeout(240_000);

type Server = Awaited<ReturnType<typeof ownKafka>>;

let server: Server | undefined;
const open: KafkaBus[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((bus) => bus.close()));
  await server?.stop();
  server = undefined;
});

const pause = (delayMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, delayMs));

const openAt = async (options: Parameters<typeof openBus>[0]): Promise<KafkaBus> => {
  const bus = await openBus({ sessionTimeoutMs: 3_000, stallMs: 10_000, now: Date.now, ...options });
  open.push(bus);
  return bus;
};

/** Publishes on ten lanes until it is told to end; answers the ids of what was acknowledged. */
const publishOn = (bus: KafkaBus): { readonly end: () => Promise<readonly string[]> } => {
  const acknowledged: string[] = [];
  const over = new AbortController();
  const lane = async (key: string): Promise<void> => {
    for (let n = 0; !over.signal.aborted; n += 1) {
      const event = { specversion: '1.0', id: `${key}-${n}`, source: 's', type: 't', partitionkey: key } as const;
      await bus.publish(eventsTopic, [event]);
      acknowledged.push(event.id);
      await pause(5);
    }
  };
  const lanes = Array.from({ length: 10 }, (_, n) => lane(`case-${n}`));
  return {
    end: async () => {
      over.abort();
      await Promise.all(lanes);
      return acknowledged;
    },
  };
};

const readers = async (bus: KafkaBus) => {
  const group: string[] = [];
  const batches: string[] = [];
  await bus.consume({ group: 'g', topics: [eventsTopic] }, async ({ event }) => {
    group.push(event.id);
    return { kind: 'done' };
  });
  await bus.consumeBatches({ reader: 'r', topics: [eventsTopic], after: {} }, async (batch) => {
    batches.push(...batch.map(({ event }) => event.id));
  });
  return { group, batches };
};

const lostIn = (acknowledged: readonly string[], got: readonly string[]): readonly string[] => {
  const there = new Set(got);
  return acknowledged.filter((id) => !there.has(id));
};

const disorderIn = (ids: readonly string[]): number => {
  const last = new Map<string, number>();
  return [...new Set(ids)].filter((id) => {
    const [, key, n] = /^(.*)-(\d+)$/.exec(id)!;
    const before = last.get(key!) ?? -1;
    last.set(key!, Number(n));
    return Number(n) < before;
  }).length;
};

it.each(['SIGTERM', 'SIGKILL'] as const)(
  'a broker ended by %s under load loses and doubles nothing',
  async (signal) => {
    server = await ownKafka();
    const bus = await openAt({ url: server.url });
    const got = await readers(bus);
    const publishing = publishOn(bus);
    await pause(1_500);
    await server.kill(1, signal);
    await pause(4_000);
    const before = got.batches.length;
    await server.restart(1);
    await pause(3_000);
    const acknowledged = await publishing.end();
    await bus.barrier();
    expect(acknowledged.length).toBeGreaterThan(300);
    expect(got.batches.length).toBeGreaterThan(before);
    expect(lostIn(acknowledged, got.group)).toEqual([]);
    expect(lostIn(acknowledged, got.batches)).toEqual([]);
    expect(new Set(got.batches).size).toBe(got.batches.length);
    expect([disorderIn(got.group), disorderIn(got.batches)]).toEqual([0, 0]);
  },
);

const adminOf = async (url: string) => {
  const brokers = url.replace('kafka://', '').split(',');
  const admin = new kafkajs.Kafka({ brokers, logLevel: kafkajs.logLevel.NOTHING }).admin();
  await admin.connect();
  return admin;
};

it('readers that gave up in a long outage leave no member behind that takes partitions and handles nothing', async () => {
  server = await ownKafka();
  const prefix = freshPrefix();
  const bus = await openAt({ url: server.url, prefix, sessionTimeoutMs: 1_500, stallMs: 3_000 });
  const got = await readers(bus);
  // More of them: what this catches happens to each with even chances.
  const others = ['r1', 'r2', 'r3', 'r4'];
  for (const reader of others)
    await bus.consumeBatches({ reader, topics: [eventsTopic], after: {} }, async () => undefined);
  await bus.barrier();
  await server.kill(1);
  await pause(6_000);
  await server.restart(1);
  const admin = await adminOf(server.url);
  const names = ['group.g', ...['r', ...others].map((reader) => `reader.${reader}`)].map((name) => `${prefix}${name}`);
  const membersNow = async (): Promise<readonly string[]> =>
    (await admin.describeGroups(names)).groups.map(({ state, members }) => `${state} ${members.length}`);
  // Whoever could not leave is forgotten when its session has run out.
  let members = await membersNow();
  for (let n = 0; n < 300 && members.some((now) => now !== 'Stable 1'); n += 1) {
    await pause(100);
    members = await membersNow();
  }
  await admin.disconnect();
  expect(members).toEqual(names.map(() => 'Stable 1'));
  const publishing = publishOn(bus);
  await pause(1_000);
  const acknowledged = await publishing.end();
  await bus.barrier();
  expect(lostIn(acknowledged, got.group)).toEqual([]);
  expect(lostIn(acknowledged, got.batches)).toEqual([]);
});

/** The node that leads the partition of the groups' offsets, hence coordinates every group. */
const coordinatorOf = async (url: string): Promise<number> => {
  const admin = await adminOf(url);
  const { topics } = await admin.fetchTopicMetadata({ topics: ['__consumer_offsets'] });
  await admin.disconnect();
  return topics[0]!.partitions[0]!.leader;
};

it('the coordinator of every group is killed, one of three brokers: all go on and nothing is lost', async () => {
  server = await ownKafka({ nodes: 3 });
  const bus = await openAt({ url: `${server.url}?replication=3` });
  const got = await readers(bus);
  const publishing = publishOn(bus);
  await pause(2_000);
  await server.kill(await coordinatorOf(server.url));
  const before = got.batches.length;
  await pause(12_000);
  const acknowledged = await publishing.end();
  await bus.barrier();
  expect(got.batches.length).toBeGreaterThan(before);
  expect(lostIn(acknowledged, got.group)).toEqual([]);
  expect(lostIn(acknowledged, got.batches)).toEqual([]);
  expect(new Set(got.batches).size).toBe(got.batches.length);
});

it('shards are shared out among instances, and again when one of them has gone', async () => {
  server = await ownKafka();
  const prefix = freshPrefix();
  const held = [new Set<number>(), new Set<number>()];
  const stops = [];
  for (const own of held) {
    const bus = await openAt({ url: server.url, prefix, topics: testTopics(4) });
    const share = await bus.shareShards('handoff', eventsTopic, {
      settled: () => undefined,
      assigned: async (shard) => void own.add(shard),
      revoked: async (shard) => void own.delete(shard),
    });
    stops.push(() => share.stop());
  }
  const until = async (isSo: () => boolean): Promise<void> => {
    for (let n = 0; n < 300 && !isSo(); n += 1) await pause(50);
    expect(isSo()).toBe(true);
  };
  await until(() => held.every(({ size }) => size === 2) && new Set(held.flatMap((own) => [...own])).size === 4);
  await stops[0]!();
  expect(held[0]!.size).toBe(0);
  await until(() => held[1]!.size === 4);
});

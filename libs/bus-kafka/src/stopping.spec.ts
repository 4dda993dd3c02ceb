import { expect, it } from '@jest/globals';
import { InMemoryProgressBoard, type Outcome, defaultRetryPolicy, eventsTopic } from '@baton/bus';
import type { KafkaCluster } from './kafka-cluster.ts';
import { KafkaGroup } from './kafka-group.ts';
import { encodeEvent } from './cloud-event-codec.ts';
import type { Quarantine } from './quarantine.ts';
import { Translator } from './translator.ts';

const never = new Promise<never>(() => undefined);
/** More than a member may take to stop, less than kafkajs takes to give up. */
const limitMs = 10_000;

/** A cluster that lets a member join, and of everything else answers what it is told to. */
const clusterOf = (answers: { readonly extents: KafkaCluster['extents']; readonly commit: () => Promise<void> }) => {
  const listeners = new Map<string, (event: object) => void>();
  const running = Promise.withResolvers<(payload: object) => Promise<void>>();
  const events = Object.fromEntries(
    ['GROUP_JOIN', 'REBALANCING', 'CRASH', 'FETCH', 'START_BATCH_PROCESS'].map((name) => [name, name]),
  );
  const consumer = {
    ...{ events, on: (name: string, listener: (event: object) => void) => void listeners.set(name, listener) },
    ...{ connect: async () => undefined, subscribe: async () => undefined, disconnect: async () => undefined },
    ...{ seek: () => undefined, resume: () => undefined, commitOffsets: answers.commit },
    run: async ({ eachBatch }: { readonly eachBatch: (payload: object) => Promise<void> }) =>
      running.resolve(eachBatch),
  };
  const cluster = {
    ...{ named: (name: string) => name, unnamed: (name: string) => name, extents: answers.extents },
    client: () => ({ kafka: { consumer: () => consumer }, end: () => undefined }),
    admin: { fetchOffsets: async () => [] },
  };
  const join = async (): Promise<(payload: object) => Promise<void>> => {
    const eachBatch = await running.promise;
    listeners.get('GROUP_JOIN')!({ payload: { memberId: 'm', memberAssignment: { [eventsTopic]: [0] } } });
    return eachBatch;
  };
  return { cluster: cluster as unknown as KafkaCluster, join };
};

const memberOf = (cluster: KafkaCluster, handle: () => Promise<Outcome>): KafkaGroup =>
  new KafkaGroup({
    ...{ cluster, handle, now: () => 0, concurrency: 1, retry: defaultRetryPolicy },
    ...{ board: new InMemoryProgressBoard(), times: { sessionTimeoutMs: 10_000, stallMs: 30_000 } },
    subscription: { group: 'g', topics: [eventsTopic] },
    translator: new Translator({ setAside: async () => undefined, send: async () => undefined, now: () => 0 }),
    quarantine: {
      onReleased: () => () => undefined,
      caughtUp: async () => undefined,
      released: () => [],
    } as unknown as Quarantine,
  });

const within = async (work: Promise<void>): Promise<string> => {
  const late = Promise.withResolvers<string>();
  const timer = setTimeout(() => late.resolve('late'), limitMs);
  return Promise.race([work.then(() => 'stopped'), late.promise]).finally(() => clearTimeout(timer));
};

it('a member stops although Kafka does not say where it goes on', async () => {
  const { cluster, join } = clusterOf({ extents: () => never, commit: async () => undefined });
  const member = memberOf(cluster, async () => ({ kind: 'done' }));
  await join();
  await new Promise((resolve) => setImmediate(resolve));
  expect(await within(member.stop())).toBe('stopped');
});

it('a member stops although Kafka does not keep what it has done', async () => {
  let commits = 0;
  const commit = (): Promise<void> => (++commits === 1 ? Promise.resolve() : never);
  const extents = async () => new Map([[`${eventsTopic}/0`, { low: 0, high: 1 }]]);
  const { cluster, join } = clusterOf({ extents, commit });
  const handled = Promise.withResolvers<void>();
  const member = memberOf(cluster, async () => {
    handled.resolve();
    return { kind: 'done' };
  });
  const eachBatch = await join();
  const event = { specversion: '1.0' as const, id: 'e', source: '/x', type: 't', partitionkey: 'c' };
  const message = { ...encodeEvent(event), offset: '0', timestamp: '0' };
  const batch = {
    ...{ topic: eventsTopic, partition: 0, messages: [message], highWatermark: '1', fetchedOffset: '0' },
    ...{ firstOffset: () => '0', lastOffset: () => '0' },
  };
  const payload = { batch, isStale: () => false, pause: () => undefined, resolveOffset: () => undefined };
  const fetching = setInterval(() => void eachBatch(payload), 10);
  await handled.promise;
  clearInterval(fetching);
  expect(await within(member.stop())).toBe('stopped');
});

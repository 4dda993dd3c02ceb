import { eventsTopic } from '@baton/bus';
import { expect, it, jest } from '@jest/globals';
import kafkajs, { type Message } from 'kafkajs';
import { CutSockets } from './cut-sockets.fixture.ts';
import { idempotentSender } from './idempotent-sender.ts';
import { KafkaCluster } from './kafka-cluster.ts';
import { freshPrefix, kafkaUrl, testTopics } from './kafka-ground.fixture.ts';
import { parseKafkaUrl } from './kafka-url.ts';
import { PublishQueue } from './publish-queue.ts';
import { ensureTopics } from './topics.ts';

jest.setTimeout(240_000);

const lanes = 10;
const runMs = 8_000;
const cutEveryMs = 90;

type Publish = (messages: readonly Message[]) => Promise<void>;

interface Tally {
  readonly cuts: number;
  readonly acknowledged: number;
  readonly lost: readonly string[];
  readonly doubled: number;
  readonly disordered: number;
}

/** A generator of its own, so that a run can be told from its seed (mulberry32). */
const randomOf = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
};

const pause = (delayMs: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, delayMs));

const publishUnderCuts = async (publish: Publish, sockets: CutSockets, seed: number) => {
  const random = randomOf(seed);
  const acknowledged: string[] = [];
  const over = new AbortController();
  let cuts = 0;
  const lane = async (key: string): Promise<void> => {
    for (let n = 0; !over.signal.aborted; n += 1) {
      const value = `${key}-${n}`;
      await publish([{ key, value, partition: Number(key) % 3 }]).then(
        () => acknowledged.push(value),
        () => undefined,
      );
      await pause(2);
    }
  };
  const working = Array.from({ length: lanes }, (_, n) => lane(String(n)));
  const endAt = performance.now() + runMs;
  while (performance.now() < endAt) {
    await pause(cutEveryMs);
    if (sockets.cutAfterNextWrite(random)) cuts += 1;
  }
  over.abort();
  await Promise.all(working);
  return { acknowledged, cuts };
};

/** Everything that lies in the topic, in the order of its partitions. */
const readAll = async (cluster: KafkaCluster, prefix: string): Promise<readonly string[]> => {
  const values: string[] = [];
  const ends = await cluster.extents([eventsTopic]);
  const count = [...ends.values()].reduce((sum, { high }) => sum + high, 0);
  const { kafka, end } = cluster.client();
  const consumer = kafka.consumer({ groupId: `${prefix}check`, maxWaitTimeInMs: 250 });
  await consumer.connect();
  await consumer.subscribe({ topics: [cluster.named(eventsTopic)], fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    const eachMessage = async ({ message }: { readonly message: { readonly value: Buffer | null } }): Promise<void> => {
      values.push(String(message.value));
      if (values.length === count) resolve();
    };
    consumer.run({ autoCommit: false, eachMessage }).catch(reject);
  });
  await consumer.disconnect();
  end();
  return values;
};

const tally = async (open: (cluster: KafkaCluster) => Promise<Publish>, seed: number): Promise<Tally> => {
  const prefix = freshPrefix();
  const setting = { address: parseKafkaUrl(kafkaUrl()), name: 'cut', prefix, connectWithinMs: 10_000 };
  const sockets = new CutSockets();
  const whole = await KafkaCluster.connect(setting);
  const cut = await KafkaCluster.connect({ ...setting, socketFactory: sockets.factory });
  await ensureTopics(whole, testTopics(), undefined);
  const { acknowledged, cuts } = await publishUnderCuts(await open(cut), sockets, seed);
  const found = await readAll(whole, prefix);
  await cut.close().catch(() => undefined);
  await whole.close();
  const there = new Set(found);
  const last = new Map<string, number>();
  let disordered = 0;
  for (const value of found) {
    const [key, n] = value.split('-');
    if (Number(n) < (last.get(key!) ?? -1)) disordered += 1;
    last.set(key!, Number(n));
  }
  const lost = acknowledged.filter((value) => !there.has(value));
  return { cuts, acknowledged: acknowledged.length, lost, doubled: found.length - there.size, disordered };
};

it('nothing acknowledged is lost, doubled or out of order when connections are cut under concurrent publishing', async () => {
  const result = await tally(async (cluster) => {
    const queue = new PublishQueue(() => idempotentSender(cluster.sending));
    return (messages) => queue.send(cluster.named(eventsTopic), messages);
  }, 7);
  expect(result.cuts).toBeGreaterThan(30);
  expect(result.acknowledged).toBeGreaterThan(500);
  expect(result).toMatchObject({ lost: [], doubled: 0, disordered: 0 });
});

it('without the queue the same producer loses what it has acknowledged, which the test before would see', async () => {
  const hasLost = async (seed: number): Promise<boolean> => {
    const result = await tally(async (cluster) => {
      const producer = cluster.sending.producer({
        idempotent: true,
        maxInFlightRequests: 1,
        createPartitioner: kafkajs.Partitioners.DefaultPartitioner,
        retry: { initialRetryTime: 30, maxRetryTime: 200, retries: 60 },
      });
      await producer.connect();
      return async (messages) => {
        await producer.send({ topic: cluster.named(eventsTopic), acks: -1, messages: [...messages] });
      };
    }, seed);
    return result.lost.length > 0;
  };
  let isCaught = false;
  for (let seed = 1; seed <= 8 && !isCaught; seed += 1) isCaught = await hasLost(seed);
  expect(isCaught).toBe(true);
});

import { randomUUID } from 'node:crypto';
import { eventsTopic, referenceTopic } from '@baton/bus';
import { type BusHarness, contractRetry } from '@baton/bus/contract';
import { CutSockets } from './cut-sockets.fixture.ts';
import { KafkaBus } from './kafka-bus.ts';
import type { KafkaBusOptions } from './kafka-bus-options.ts';

/** The server under test. */
export const kafkaUrl = (): string => {
  const url = process.env['BATON_TEST_KAFKA'];
  if (url === undefined) throw new Error('BATON_TEST_KAFKA names no Kafka; `npm run test:servers` starts one.');
  return url;
};

/** Of topics and groups of one test, so that tests never meet. */
export const freshPrefix = (): string => `t-${randomUUID().slice(0, 8)}.`;

const weekMs = 7 * 24 * 60 * 60 * 1_000;

export const testTopics = (partitions = 3): KafkaBusOptions['topics'] => [
  { name: eventsTopic, partitions, retention: weekMs },
  { name: referenceTopic, partitions: 1, retention: -1 },
];

export const openBus = (options: Partial<KafkaBusOptions> = {}): Promise<KafkaBus> =>
  KafkaBus.open({
    url: kafkaUrl(),
    name: 'test',
    topics: testTopics(),
    now: () => 1_000,
    retry: contractRetry,
    prefix: freshPrefix(),
    sessionTimeoutMs: 1_500,
    ...options,
  });

/** `restart` lets the instance before die: its connections end and its groups wait for its session to run out. */
export const kafkaHarness = async (): Promise<BusHarness> => {
  const prefix = freshPrefix();
  const opened: { readonly bus: KafkaBus; readonly sockets: CutSockets }[] = [];
  const open = async (): Promise<KafkaBus> => {
    opened.at(-1)?.sockets.die();
    const sockets = new CutSockets();
    const bus = await openBus({ prefix, socketFactory: sockets.factory });
    opened.push({ bus, sockets });
    return bus;
  };
  const close = async (): Promise<void> => {
    for (const { bus } of opened.slice(0, -1)) void bus.close().catch(() => undefined);
    await opened.at(-1)!.bus.close();
  };
  return { bus: await open(), restart: open, close, topicsApart: true, patienceMs: 20_000, idleBarrierMs: 500 };
};

import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventsTopic, referenceTopic } from '@baton/bus';
import { KafkaBus } from '@baton/bus-kafka';
import type { CloudEvent } from '@baton/contracts';
import { startKafka } from '../../tools/servers/kafka.mjs';
import { startMongod } from '../../tools/servers/mongod.mjs';
import { HandoffInstance } from '../crash/handoff-instance.ts';
import { type IngestGround, learnRules } from './ingest.ts';
import { rulesOf } from './kafka-stream.ts';

export const partitions = 8;
const dayMs = 86_400_000;
const batch = 1_000;

/** A broker, a database, and a folder that instances of handoff share. */
export interface Ground extends IngestGround {
  /** Of the events' topic, as the broker knows it. */
  readonly topic: string;
  readonly brokers: string;
  publish(events: readonly CloudEvent[]): Promise<void>;
  close(): Promise<void>;
}

/** Topics are there, and the hospital is known, when it resolves. */
export const openGround = async (): Promise<Ground> => {
  const folder = await mkdtemp(join(tmpdir(), 'baton-bench-'));
  const kafka = await startKafka({ folder: join(folder, 'kafka') });
  const mongod = await startMongod({ folder: join(folder, 'mongod') });
  const namespace = `bench-${randomUUID().slice(0, 8)}`;
  process.env['BATON_BUS'] = `${kafka.url}?sessionTimeoutMs=6000`;
  process.env['BATON_READ_MODELS'] = mongod.url;
  process.env['BATON_NAMESPACE'] = namespace;
  const data = join(folder, 'data');
  const instance = (): Promise<HandoffInstance> => HandoffInstance.start(data, partitions);
  const prefix = `${namespace}.real.`;
  const bus = await KafkaBus.open({
    ...{ url: kafka.url, name: 'bench', prefix, now: Date.now },
    topics: [
      { name: eventsTopic, partitions, retention: 14 * dayMs },
      { name: referenceTopic, partitions: 1, retention: -1 },
    ],
  });
  const ground = { data, shards: partitions, instance };
  await learnRules(ground, rulesOf(Date.now()), (rules) => bus.publish(referenceTopic, rules));
  return {
    ...ground,
    ...{ topic: `${prefix}${eventsTopic}`, brokers: kafka.url.replace('kafka://', '') },
    async publish(events) {
      for (let from = 0; from < events.length; from += batch)
        await bus.publish(eventsTopic, events.slice(from, from + batch));
    },
    async close() {
      await bus.close();
      await kafka.stop();
      await mongod.stop();
      await rm(folder, { recursive: true, force: true });
    },
  };
};

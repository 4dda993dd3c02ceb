import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventsTopic, referenceTopic } from '@baton/bus';
import { KafkaBus } from '@baton/bus-kafka';
import { type CaseFact, type CloudEvent, eventOf } from '@baton/contracts';
import { startKafka } from '../../tools/servers/kafka.mjs';
import { startMongod } from '../../tools/servers/mongod.mjs';
import { HandoffInstance } from '../crash/handoff-instance.ts';
import { hurriedHospital } from '../crash/hurried-hospital.ts';

export const partitions = 8;
const dayMs = 86_400_000;
const batch = 1_000;
const bytesAnEvent = 500;

/** A broker, a database, and a folder that instances of handoff share. */
export interface Ground {
  readonly data: string;
  /** Of the events' topic, as the broker knows it. */
  readonly topic: string;
  readonly brokers: string;
  publish(events: readonly CloudEvent[]): Promise<void>;
  instance(): Promise<HandoffInstance>;
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
  await (await instance()).stop();
  const prefix = `${namespace}.real.`;
  const bus = await KafkaBus.open({
    ...{ url: kafka.url, name: 'bench', prefix, now: Date.now },
    topics: [
      { name: eventsTopic, partitions, retention: 14 * dayMs },
      { name: referenceTopic, partitions: 1, retention: -1 },
    ],
  });
  await bus.publish(referenceTopic, hurriedHospital(Date.now()));
  return {
    ...{ data, instance, topic: `${prefix}${eventsTopic}`, brokers: kafka.url.replace('kafka://', '') },
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

const story = [
  { type: 'baton.case.opened.v1', title: 'Gasket', customer: 'Q', route: 'hospital-purchasing' },
  { type: 'baton.handoff.offered.v1', leg: 'diagnose', to: 'E' },
  { type: 'baton.handoff.accepted.v1', leg: 'diagnose' },
  { type: 'baton.handoff.completed.v1', leg: 'diagnose' },
] as const;

/** The first `steps` of what becomes of so many cases, one step of all of them after the other, of 500 bytes each. */
export const casesOf = (count: number, steps: number = story.length): readonly CloudEvent[] => {
  const ids = Array.from({ length: count }, () => randomUUID());
  return story.slice(0, steps).flatMap((what, step) =>
    ids.map((caseId) => {
      const header = { id: `/bench ${caseId}-${step}`, caseId, occurredAt: Date.now(), actor: 'E' };
      return padded(eventOf({ ...header, ...what } as CaseFact));
    }),
  );
};

const padded = (event: CloudEvent): CloudEvent => {
  const missing = bytesAnEvent - JSON.stringify(event).length;
  return { ...event, data: { ...(event.data as object), note: '-'.repeat(Math.max(missing, 0)) } };
};

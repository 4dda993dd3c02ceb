import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { shardOf } from '@baton/contracts';
import { type Bus, type BusPosition, type Delivery, eventsTopic, referenceTopic } from '../bus.ts';
import { check, done, eventsOf, Gate, type BusCheck } from './scene.ts';

const reading = { reader: 'shard', topics: [eventsTopic, referenceTopic] };
const idsOf = (deliveries: readonly Delivery[]): readonly string[] => deliveries.map(({ event }) => event.id);

/** A key that the reader of a check does not read. */
const strange = 'person';

interface Batch {
  readonly deliveries: readonly Delivery[];
  readonly position: BusPosition;
}

/** Reads until the bus has settled and answers the batches that came. */
const readBatches = async (bus: Bus, options: object = {}): Promise<readonly Batch[]> => {
  const batches: Batch[] = [];
  const consumer = await bus.consumeBatches({ ...reading, after: {}, ...options }, async (deliveries, position) => {
    batches.push({ deliveries, position });
  });
  await bus.barrier();
  await consumer.stop();
  return batches;
};

const readAll = async (bus: Bus, options: object = {}): Promise<readonly string[]> =>
  (await readBatches(bus, options)).flatMap(({ deliveries }) => idsOf(deliveries));

/** What all partitions together hold for the reader. */
const lagOf = async (bus: Bus, reader: string): Promise<number> =>
  (await bus.lags()).filter((lag) => lag.reader === reader).reduce((sum, { events }) => sum + events, 0);

export const batchChecks: readonly BusCheck[] = [
  check('batches come in order, not larger than asked', async ({ bus, within }) => {
    await bus.publish(eventsTopic, eventsOf('a', 25));
    const batches = await within('the batches', readBatches(bus, { maxEvents: 10 }));
    deepEqual(
      batches.flatMap(({ deliveries }) => idsOf(deliveries)),
      eventsOf('a', 25).map(({ id }) => id),
    );
    ok(batches.every(({ deliveries }) => deliveries.length <= 10));
    ok(batches.every(({ deliveries }) => deliveries.every(({ attempts }) => attempts === 0)));
  }),

  check('a reader gets exactly what lies behind the position that it names', async ({ bus, restart, within }) => {
    await bus.publish(eventsTopic, eventsOf('a', 9));
    const batches = await within('the batches', readBatches(bus, { maxEvents: 4 }));
    const position = batches[0]!.position;
    deepEqual(idsOf(batches[0]!.deliveries), ['a-0', 'a-1', 'a-2', 'a-3']);
    const rest = ['a-4', 'a-5', 'a-6', 'a-7', 'a-8'];
    deepEqual(await within('the rest', readAll(bus, { after: position })), rest);
    const fresh = await restart();
    deepEqual(await within('the rest again', readAll(fresh, { after: position })), rest);
    deepEqual(await within('nothing', readAll(fresh, { after: batches.at(-1)!.position })), []);
  }),

  check('one batch at a time', async ({ bus, within }) => {
    let inHand = 0;
    let together = 0;
    let events = 0;
    await bus.publish(eventsTopic, eventsOf('a', 6));
    await bus.consumeBatches({ ...reading, after: {}, maxEvents: 2 }, async (batch) => {
      inHand += 1;
      together = Math.max(together, inHand);
      events += batch.length;
      await new Promise((resolve) => setImmediate(resolve));
      inHand -= 1;
    });
    await within('the barrier', bus.barrier());
    equal(events, 6);
    equal(together, 1);
  }),

  check('shards share the cases by their hash and each reads the common topics whole', async ({ bus, within }) => {
    const keys = Array.from({ length: 12 }, (_, n) => `case-${n}`);
    for (const key of keys) await bus.publish(eventsTopic, eventsOf(key, 2));
    await bus.publish(referenceTopic, eventsOf('person', 2));
    for (const shard of [0, 1, 2]) {
      const shards = { own: [shard], of: 3, everyShard: [referenceTopic] };
      const own = keys.filter((key) => shardOf(key, 3) === shard);
      const expected = [...own.flatMap((key) => [`${key}-0`, `${key}-1`]), 'person-0', 'person-1'];
      deepEqual([...(await within('the shard', readAll(bus, { shards })))].sort(), expected.sort());
    }
  }),

  check('an empty batch tells that only what is not read has moved', async ({ bus, topicsApart, within }) => {
    await bus.publish(topicsApart === true ? eventsTopic : referenceTopic, eventsOf(strange, 3));
    const told = new Gate();
    let position: BusPosition = {};
    let events = 0;
    // A log of its own is passed by for the sake of other shards alone; any other log, for the sake of other topics.
    const shards = topicsApart === true ? { shards: { own: [1 - shardOf(strange, 2)], of: 2, everyShard: [] } } : {};
    await bus.consumeBatches(
      { reader: 'cases', topics: [eventsTopic], after: {}, ...shards },
      async (batch, reached) => {
        events += batch.length;
        position = reached;
        told.open();
      },
    );
    await within('the empty batch', told.passed);
    await within('the barrier', bus.barrier());
    equal(events, 0);
    ok(Object.keys(position).length > 0);
  }),

  check('a handler that throws stops its reader, who says why', async ({ bus, within }) => {
    let calls = 0;
    const consumer = await bus.consumeBatches({ ...reading, after: {} }, async () => {
      calls += 1;
      throw new Error('lost the shard');
    });
    await bus.publish(eventsTopic, eventsOf('a', 1));
    await rejects(within('the failure', consumer.failed), /lost the shard/);
    await bus.publish(eventsTopic, eventsOf('b', 1));
    await within('the barrier, which does not wait for it', bus.barrier());
    equal(calls, 1);
    await within('the stop', consumer.stop());
  }),

  check('says how much a reader and a group have before them', async ({ bus, within }) => {
    const begun = [new Gate(), new Gate()] as const;
    const gate = new Gate();
    const consumer = await bus.consumeBatches({ ...reading, after: {} }, async () => {
      begun[0].open();
      await gate.passed;
    });
    await bus.consume({ group: 'group', topics: [eventsTopic] }, async () => {
      begun[1].open();
      await gate.passed;
      return done;
    });
    equal(await lagOf(bus, reading.reader), 0);
    await bus.publish(eventsTopic, [...eventsOf('a', 4), ...eventsOf('b', 3)]);
    await within('the readers', Promise.all(begun.map(({ passed }) => passed)));
    deepEqual([await lagOf(bus, reading.reader), await lagOf(bus, 'group')], [7, 7]);
    gate.open();
    await within('the barrier', bus.barrier());
    deepEqual([await lagOf(bus, reading.reader), await lagOf(bus, 'group')], [0, 0]);
    await consumer.stop();
    equal((await bus.lags()).filter((lag) => lag.reader === reading.reader).length, 0);
  }),

  check('stop waits for the batch in flight', async ({ bus, within }) => {
    const begun = new Gate();
    const gate = new Gate();
    let ended = false;
    const consumer = await bus.consumeBatches({ ...reading, after: {} }, async () => {
      begun.open();
      await gate.passed;
      ended = true;
    });
    await bus.publish(eventsTopic, eventsOf('a', 1));
    await within('the batch', begun.passed);
    const stop = consumer.stop().then(() => equal(ended, true));
    gate.open();
    await within('the stop', stop);
  }),
];

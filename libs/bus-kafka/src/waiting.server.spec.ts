import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { eventsTopic } from '@baton/bus';
import { freshPrefix, openBus } from './kafka-ground.fixture.ts';
import { ownKafka } from './own-kafka.fixture.ts';

/** Of tests that start brokers. */
const limitMs = 120_000;
/** Much less than kafkajs takes to give up a broker that has fallen silent. */
const stoppedWithinMs = 30_000;

let server: Awaited<ReturnType<typeof ownKafka>>;
beforeAll(async () => {
  server = await ownKafka();
}, limitMs);
afterAll(() => server.stop(), limitMs);

const event = { specversion: '1.0' as const, id: 'e', source: '/x', type: 't', partitionkey: 'c' };

it(
  'nobody waits for a broker that has fallen silent: not who stops reading, nor who asks whether all is settled',
  async () => {
    const bus = await openBus({ url: server.url, prefix: freshPrefix(), settleWithinMs: 1_000 });
    const handled = Promise.withResolvers<void>();
    const group = await bus.consume({ group: 'g', topics: [eventsTopic] }, async () => {
      handled.resolve();
      return { kind: 'done' };
    });
    const reader = await bus.consumeBatches({ reader: 'r', topics: [eventsTopic], after: {} }, async () => undefined);
    await bus.publish(eventsTopic, [event]);
    await handled.promise;
    server.freeze();
    try {
      await expect(bus.barrier()).rejects.toMatchObject({ code: 'unavailable' });
      const begun = performance.now();
      await Promise.all([group.stop(), reader.stop()]);
      expect(performance.now() - begun).toBeLessThan(stoppedWithinMs);
    } finally {
      server.thaw();
    }
    await bus.close();
  },
  limitMs,
);

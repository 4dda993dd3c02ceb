import { deepEqual, equal, ok } from 'node:assert/strict';
import { type BusPosition, type Delivery, eventsTopic, type Outcome, referenceTopic } from '../bus.ts';
import { Arrivals, check, contractRetry, done, eventOf, eventsOf, Gate, type BusCheck } from './scene.ts';

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

export const barrierChecks: readonly BusCheck[] = [
  check('the barrier waits for what was published before it', async ({ bus, within }) => {
    const arrivals = new Arrivals();
    await bus.consume({ group: 'slow', topics: [eventsTopic] }, async (delivery) => {
      await soon();
      return arrivals.note(delivery);
    });
    await bus.publish(eventsTopic, [...eventsOf('a', 5), ...eventsOf('b', 5)]);
    await within('the barrier', bus.barrier());
    equal(arrivals.deliveries.length, 10);
  }),

  check('the barrier waits for what handlers publish in turn', async ({ bus, within }) => {
    const steps: string[] = [];
    const pass = async ({ event }: Delivery): Promise<Outcome> => {
      await soon();
      const { n } = event.data as { n: number };
      steps.push(event.id);
      if (n < 6) await bus.publish(n % 2 === 0 ? referenceTopic : eventsTopic, [eventOf('a', n + 1)]);
      return done;
    };
    let read = 0;
    await bus.consume({ group: 'even', topics: [eventsTopic], types: ['contract.even.v1'] }, pass);
    await bus.consume({ group: 'odd', topics: [referenceTopic], types: ['contract.odd.v1'] }, pass);
    await bus.consumeBatches(
      { reader: 'reader', topics: [eventsTopic, referenceTopic], after: {} as BusPosition },
      async (batch) => {
        await soon();
        read += batch.length;
      },
    );
    await bus.publish(eventsTopic, [eventOf('a', 0)]);
    await within('the barrier', bus.barrier());
    deepEqual(
      steps,
      eventsOf('a', 7).map(({ id }) => id),
    );
    equal(read, 7);
  }),

  check('the barrier waits for a retry, and for what a release leads to', async ({ bus, within }) => {
    let failures = 0;
    const arrivals = new Arrivals();
    await bus.consume({ group: 'retried', topics: [eventsTopic] }, async (delivery) => {
      await soon();
      if (failures === contractRetry.maxAttempts) return arrivals.note(delivery);
      failures += 1;
      return { kind: 'retry', reason: 'not yet' };
    });
    await bus.publish(eventsTopic, [eventOf('a', 0)]);
    await within('the barrier', bus.barrier());
    equal(failures, contractRetry.maxAttempts);
    equal((await bus.quarantine()).length, 1);
    await bus.release('retried', 'a-0', 'urn:contract');
    await within('the barrier', bus.barrier());
    deepEqual(arrivals.ids(), ['a-0']);
  }),

  check('the barrier does not wait for a consumer that has stopped', async ({ bus, within }) => {
    const gone = await bus.consume({ group: 'gone', topics: [eventsTopic] }, async () => done);
    const arrivals = new Arrivals();
    await bus.consume({ group: 'there', topics: [eventsTopic] }, arrivals.note);
    await within('the stop', gone.stop());
    await bus.publish(eventsTopic, eventsOf('a', 2));
    await within('the barrier', bus.barrier());
    equal(arrivals.deliveries.length, 2);
  }),

  check('the barrier holds while a handler is at work', async ({ bus, within }) => {
    const gate = new Gate();
    let passed = false;
    await bus.consume({ group: 'held', topics: [eventsTopic] }, async () => {
      await gate.passed;
      return done;
    });
    await bus.publish(eventsTopic, [eventOf('a', 0)]);
    const barrier = bus.barrier().then(() => {
      passed = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 20));
    equal(passed, false);
    gate.open();
    await within('the barrier', barrier);
  }),

  check('the barrier of an idle bus returns at once', async ({ bus, within, idleBarrierMs = 50 }) => {
    await bus.publish(eventsTopic, eventsOf('a', 3));
    for (let n = 0; n < 5; n += 1)
      await bus.consume({ group: `group-${n}`, topics: [n === 0 ? referenceTopic : eventsTopic] }, async () => done);
    await bus.consumeBatches({ reader: 'reader', topics: [referenceTopic], after: {} }, async () => undefined);
    await within('the barrier', bus.barrier());
    const startedAt = performance.now();
    await within('the barrier', bus.barrier());
    const tookMs = performance.now() - startedAt;
    ok(tookMs < idleBarrierMs, `It took ${tookMs} ms.`);
  }),
];

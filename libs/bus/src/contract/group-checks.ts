import { deepEqual, equal } from 'node:assert/strict';
import { eventsTopic, referenceTopic } from '../bus.ts';
import { Arrivals, check, done, eventOf, eventsOf, Gate, type BusCheck } from './scene.ts';

const everything = { group: 'everything', topics: [eventsTopic] };

export const groupChecks: readonly BusCheck[] = [
  check('hands over what was published before and after the consumer started', async ({ bus, within }) => {
    const arrivals = new Arrivals();
    await bus.publish(eventsTopic, [eventOf('a', 0)]);
    await bus.consume(everything, arrivals.note);
    await within('the earlier event', arrivals.all('a-0'));
    await bus.publish(eventsTopic, [eventOf('a', 1)]);
    await within('the later event', arrivals.all('a-1'));
    const [first] = arrivals.deliveries;
    deepEqual(first?.event, eventOf('a', 0));
    equal(first?.key, 'a');
    equal(first?.topic, eventsTopic);
    equal(first?.attempts, 0);
    equal(typeof first?.recordedAt, 'number');
  }),

  check('a new consumer of a group goes on where the last one stopped', async ({ bus, restart, within }) => {
    const first = new Arrivals();
    const consumer = await bus.consume(everything, first.note);
    await bus.publish(eventsTopic, eventsOf('a', 3));
    await within('the first three', first.all('a-0', 'a-1', 'a-2'));
    await within('the stop', consumer.stop());
    await bus.publish(eventsTopic, [eventOf('a', 3)]);
    const second = new Arrivals();
    const again = await bus.consume(everything, second.note);
    await within('the fourth', second.all('a-3'));
    await within('the second stop', again.stop());
    deepEqual(second.ids(), ['a-3']);
    const third = new Arrivals();
    const fresh = await restart();
    await fresh.consume(everything, third.note);
    await fresh.publish(eventsTopic, [eventOf('a', 4)]);
    await within('the fifth', third.all('a-4'));
    deepEqual(third.ids(), ['a-4']);
  }),

  check('each group sees everything', async ({ bus, within }) => {
    const one = new Arrivals();
    const two = new Arrivals();
    await bus.consume({ ...everything, group: 'one' }, one.note);
    await bus.publish(eventsTopic, eventsOf('a', 3));
    await within('group one', one.all('a-0', 'a-1', 'a-2'));
    await bus.consume({ ...everything, group: 'two' }, two.note);
    await within('group two', two.all('a-0', 'a-1', 'a-2'));
    deepEqual(one.ids(), two.ids());
  }),

  check('a group sees its topics and types only', async ({ bus, within }) => {
    const arrivals = new Arrivals();
    await bus.publish(referenceTopic, [eventOf('r', 0)]);
    await bus.publish(eventsTopic, eventsOf('a', 4));
    await bus.consume({ ...everything, types: ['contract.odd.v1'] }, arrivals.note);
    await within('the odd ones', arrivals.all('a-1', 'a-3'));
    await within('the barrier', bus.barrier());
    deepEqual(arrivals.ids(), ['a-1', 'a-3']);
  }),

  check('keeps the order of each key, one at a time', async ({ bus, within }) => {
    const arrivals = new Arrivals();
    const keys = ['a', 'b', 'c'];
    const inHand = new Set<string>();
    let together = 0;
    await bus.consume(everything, async (delivery) => {
      if (inHand.has(delivery.key)) together += 1;
      inHand.add(delivery.key);
      await new Promise((resolve) => setImmediate(resolve));
      inHand.delete(delivery.key);
      return arrivals.note(delivery);
    });
    for (let n = 0; n < 20; n += 1)
      await bus.publish(
        eventsTopic,
        keys.map((key) => eventOf(key, n)),
      );
    await within('the last of each', arrivals.all(...keys.map((key) => `${key}-19`)));
    equal(together, 0);
    for (const key of keys)
      deepEqual(
        arrivals.ids(key),
        eventsOf(key, 20).map(({ id }) => id),
      );
  }),

  check('keeps the order of a key whose event is retried', async ({ bus, within }) => {
    const arrivals = new Arrivals();
    await bus.publish(eventsTopic, eventsOf('a', 3));
    await bus.consume(everything, async (delivery) => {
      arrivals.add(delivery);
      return delivery.event.id === 'a-0' && delivery.attempts < 2 ? { kind: 'retry', reason: 'not yet' } : done;
    });
    await within('the last', arrivals.all('a-2'));
    deepEqual(arrivals.ids(), ['a-0', 'a-0', 'a-0', 'a-1', 'a-2']);
  }),

  check('a key that waits does not hold up another', async ({ bus, within }) => {
    const arrivals = new Arrivals();
    const gate = new Gate();
    await bus.consume(everything, async (delivery) => {
      if (delivery.key === 'slow') await gate.passed;
      return arrivals.note(delivery);
    });
    await bus.publish(eventsTopic, [eventOf('slow', 0), ...eventsOf('quick', 3)]);
    await within('the quick ones', arrivals.all('quick-0', 'quick-1', 'quick-2'));
    deepEqual(arrivals.ids('slow'), []);
    gate.open();
    await within('the slow one', arrivals.all('slow-0'));
  }),

  check('stop waits for the handler in flight and keeps its checkpoint', async ({ bus, restart, within }) => {
    const arrivals = new Arrivals();
    const begun = new Gate();
    const gate = new Gate();
    const consumer = await bus.consume(everything, async (delivery) => {
      begun.open();
      await gate.passed;
      return arrivals.note(delivery);
    });
    await bus.publish(eventsTopic, [eventOf('a', 0)]);
    await within('the handler', begun.passed);
    let stopped = false;
    const stop = consumer.stop().then(() => {
      stopped = true;
    });
    await new Promise((resolve) => setTimeout(resolve, 10));
    equal(stopped, false);
    gate.open();
    await within('the stop', stop);
    deepEqual(arrivals.ids(), ['a-0']);
    const later = new Arrivals();
    const fresh = await restart();
    await fresh.consume(everything, later.note);
    await fresh.publish(eventsTopic, [eventOf('a', 1)]);
    await within('the next', later.all('a-1'));
    deepEqual(later.ids(), ['a-1']);
  }),
];

import { deepEqual, equal } from 'node:assert/strict';
import { eventsTopic, type Outcome } from '../bus.ts';
import { Arrivals, check, contractRetry, done, eventOf, eventsOf, Gate, type BusCheck } from './scene.ts';

const group = { group: 'reactions', topics: [eventsTopic] };
const retry: Outcome = { kind: 'retry', reason: 'not yet' };

export const quarantineChecks: readonly BusCheck[] = [
  check('what was not done when it crashed comes again, and its attempts are counted', async ({ bus, ...scene }) => {
    const begun = new Gate();
    const first = new Arrivals();
    const consumer = await bus.consume(group, async (delivery) => {
      first.add(delivery);
      if (delivery.event.id === 'a-1') {
        begun.open();
        await scene.hanging;
      }
      return done;
    });
    await bus.publish(eventsTopic, eventsOf('a', 3));
    await scene.within('the handler that hangs', begun.passed);
    void consumer.stop();
    const second = new Arrivals();
    const fresh = await scene.restart();
    await fresh.consume(group, second.note);
    await scene.within('the rest', second.all('a-1', 'a-2'));
    const attempts = second.deliveries.map(({ event, attempts }) => [event.id, attempts]);
    deepEqual(attempts.slice(-2), [
      ['a-1', 1],
      ['a-2', 0],
    ]);
  }),

  check('attempts go on counting after a restart', async ({ bus, ...scene }) => {
    const arrivals = new Arrivals();
    const consumer = await bus.consume(group, async (delivery) => {
      arrivals.add(delivery);
      if (delivery.attempts === 1) return scene.hanging;
      return retry;
    });
    await bus.publish(eventsTopic, [eventOf('a', 0)]);
    await scene.within('the second try', arrivals.twice('a-0'));
    void consumer.stop();
    const later = new Arrivals();
    const fresh = await scene.restart();
    await fresh.consume(group, later.note);
    await scene.within('the third try', later.all('a-0'));
    equal(later.deliveries[0]?.attempts, 2);
  }),

  check('parks an event after the last attempt and goes on', async ({ bus, ...scene }) => {
    const arrivals = new Arrivals();
    await bus.consume(group, async (delivery) => {
      arrivals.add(delivery);
      return delivery.event.id === 'a-0' ? retry : done;
    });
    await bus.publish(eventsTopic, [eventOf('a', 0), eventOf('a', 1)]);
    await scene.within('what lies behind the poison', arrivals.all('a-1'));
    deepEqual(arrivals.ids(), ['a-0', 'a-0', 'a-0', 'a-1']);
    deepEqual(
      arrivals.deliveries.map(({ attempts }) => attempts),
      [0, 1, 2, 0],
    );
    const [parked, ...others] = await bus.quarantine('reactions');
    deepEqual(others, []);
    deepEqual(parked?.delivery.event, eventOf('a', 0));
    equal(parked?.delivery.attempts, contractRetry.maxAttempts);
    equal(parked?.reason, 'not yet');
    equal(parked?.group, 'reactions');
  }),

  check('a handler that throws counts as retry', async ({ bus, ...scene }) => {
    const arrivals = new Arrivals();
    await bus.consume(group, async (delivery) => {
      arrivals.add(delivery);
      if (delivery.event.id === 'a-0') throw new Error('broken');
      return done;
    });
    await bus.publish(eventsTopic, [eventOf('a', 0), eventOf('a', 1)]);
    await scene.within('what lies behind', arrivals.all('a-1'));
    equal((await bus.quarantine('reactions'))[0]?.reason, 'broken');
  }),

  check('a key that is retried does not hold up another', async ({ bus, ...scene }) => {
    const arrivals = new Arrivals();
    await bus.consume(group, async (delivery) => {
      if (delivery.key !== 'poison') return arrivals.note(delivery);
      await scene.within('the other keys', arrivals.all('well-0', 'well-1'));
      return retry;
    });
    await bus.publish(eventsTopic, [eventOf('poison', 0), eventOf('well', 0), eventOf('well', 1)]);
    await scene.within('the barrier', bus.barrier());
    deepEqual(arrivals.ids(), ['well-0', 'well-1']);
    equal((await bus.quarantine()).length, 1);
    equal((await bus.quarantine())[0]?.reason, 'not yet');
  }),

  check('what is parked stays there across a restart, each group its own', async ({ bus, ...scene }) => {
    const park: Outcome = { kind: 'park', reason: 'makes no sense' };
    await bus.consume(group, async () => park);
    const other = new Arrivals();
    await bus.consume({ ...group, group: 'other' }, other.note);
    await bus.publish(eventsTopic, eventsOf('a', 2));
    await scene.within('the barrier', bus.barrier());
    equal((await bus.quarantine('other')).length, 0);
    deepEqual(
      (await bus.quarantine('reactions')).map(({ delivery }) => delivery.event.id),
      ['a-0', 'a-1'],
    );
    const fresh = await scene.restart();
    const again = new Arrivals();
    await fresh.consume(group, again.note);
    await scene.within('the barrier', fresh.barrier());
    deepEqual(again.ids(), []);
    deepEqual(
      (await fresh.quarantine()).map(({ reason }) => reason),
      ['makes no sense', 'makes no sense'],
    );
  }),

  check('a released event is handed over again', async ({ bus, ...scene }) => {
    const arrivals = new Arrivals();
    let cured = false;
    await bus.consume(group, async (delivery) => {
      arrivals.add(delivery);
      return cured ? done : { kind: 'park', reason: 'ill' };
    });
    await bus.publish(eventsTopic, [eventOf('a', 0)]);
    await scene.within('the barrier', bus.barrier());
    equal(await bus.release('reactions', 'a-0', 'urn:elsewhere'), false);
    equal(await bus.release('reactions', 'a-0', 'urn:contract'), true);
    await scene.within('the barrier', bus.barrier());
    deepEqual(
      arrivals.deliveries.map(({ attempts }) => attempts),
      [0, 1],
    );
    equal((await bus.quarantine()).length, 1);
    cured = true;
    equal(await bus.release('reactions', 'a-0', 'urn:contract'), true);
    await scene.within('the barrier', bus.barrier());
    equal(arrivals.ids().length, 3);
    equal((await bus.quarantine()).length, 0);
    equal(await bus.release('reactions', 'a-0', 'urn:contract'), false);
  }),

  check('a release is kept until its group runs', async ({ bus, ...scene }) => {
    const consumer = await bus.consume(group, async () => ({ kind: 'park', reason: 'ill' }));
    await bus.publish(eventsTopic, [eventOf('a', 0)]);
    await scene.within('the barrier', bus.barrier());
    await scene.within('the stop', consumer.stop());
    equal(await bus.release('reactions', 'a-0', 'urn:contract'), true);
    const fresh = await scene.restart();
    const arrivals = new Arrivals();
    await fresh.consume(group, arrivals.note);
    await scene.within('the released event', arrivals.all('a-0'));
  }),
];

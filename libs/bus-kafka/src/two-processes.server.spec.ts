import { eventsTopic } from '@baton/bus';
import { afterEach, expect, it, jest } from '@jest/globals';
import type { KafkaBus } from './kafka-bus.ts';
import { freshPrefix, openBus } from './kafka-ground.fixture.ts';

jest.setTimeout(90_000);

const open: KafkaBus[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((bus) => bus.close()));
});

/** Buses that share nothing but Kafka, as in processes of their own. */
const pair = async (): Promise<readonly [KafkaBus, KafkaBus]> => {
  const prefix = freshPrefix();
  const buses = [await openBus({ prefix }), await openBus({ prefix })] as const;
  open.push(...buses);
  return buses;
};

const named = (key: string, n: number) =>
  ({ specversion: '1.0', id: `${key}-${n}`, source: 's', type: 't', partitionkey: key, data: { n } }) as const;

const soon = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

it('a barrier waits for the groups and readers of other processes', async () => {
  const [here, there] = await pair();
  let handled = 0;
  let read = 0;
  await there.consume({ group: 'g', topics: [eventsTopic] }, async () => {
    await soon();
    handled += 1;
    return { kind: 'done' };
  });
  await there.consumeBatches({ reader: 'r', topics: [eventsTopic], after: {} }, async (batch) => {
    await soon();
    read += batch.length;
  });
  await there.barrier();
  await here.publish(
    eventsTopic,
    Array.from({ length: 30 }, (_, n) => named('a', n)),
  );
  await here.barrier();
  expect([handled, read]).toEqual([30, 30]);
});

it('a barrier waits for what was released to a group of another process', async () => {
  const [here, there] = await pair();
  let isCured = false;
  let handled = 0;
  await there.consume({ group: 'g', topics: [eventsTopic] }, async () => {
    await soon();
    if (!isCured) return { kind: 'park', reason: 'ill' };
    handled += 1;
    return { kind: 'done' };
  });
  await here.publish(eventsTopic, [named('a', 0)]);
  await there.barrier();
  isCured = true;
  expect(await here.release('g', 'a-0', 's')).toBe(true);
  await here.barrier();
  expect(handled).toBe(1);
  expect(await here.quarantine('g')).toEqual([]);
});

it('members of one group share its keys, and the order of each key holds while members come and go', async () => {
  const [one, other] = await pair();
  const seen: string[] = [];
  const handle = async ({ event }: { readonly event: { readonly id: string } }) => {
    seen.push(event.id);
    return { kind: 'done' } as const;
  };
  const subscription = { group: 'g', topics: [eventsTopic] };
  const first = await one.consume(subscription, handle);
  const keys = ['a', 'b', 'c', 'd', 'e', 'f'];
  for (let n = 0; n < 40; n += 1) {
    if (n === 10) await other.consume(subscription, handle);
    if (n === 30) await first.stop();
    await one.publish(
      eventsTopic,
      keys.map((key) => named(key, n)),
    );
    await soon();
  }
  await other.barrier();
  for (const key of keys) {
    const own = [...new Set(seen.filter((id) => id.startsWith(key)))];
    expect(own).toEqual(Array.from({ length: 40 }, (_, n) => `${key}-${n}`));
  }
});

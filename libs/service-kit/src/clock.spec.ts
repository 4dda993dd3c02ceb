import { expect, it } from '@jest/globals';
import { InMemoryEventStore } from '@baton/event-store';
import { ManualClock, SystemClock } from './clock.ts';
import { ClockStream, advanceClock } from './clock-stream.ts';

const collected = async <T>(items: AsyncIterable<T>): Promise<T[]> => {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
};

it('fires what falls due, earliest first, inside set', () => {
  const clock = new ManualClock(100);
  const fired: string[] = [];
  clock.at(300, () => fired.push('late'));
  clock.at(200, () => fired.push(`early at ${clock.now()}`));
  clock.at(200, () => fired.push('early too'));
  clock.at(301, () => fired.push('not yet'));
  void clock.set(300);
  expect(fired).toEqual(['early at 300', 'early too', 'late']);
});

it('does not fire what was cancelled', () => {
  const clock = new ManualClock();
  const fired: number[] = [];
  clock.at(10, () => fired.push(1))();
  void clock.set(20);
  expect(fired).toEqual([]);
});

it('waits for what it called back, and for what that asked for within the instant', async () => {
  const clock = new ManualClock();
  const fired: number[] = [];
  clock.at(10, async () => {
    await new Promise(setImmediate);
    clock.at(15, async () => {
      await new Promise(setImmediate);
      fired.push(clock.now());
    });
  });
  await clock.set(20);
  expect(fired).toEqual([20]);
});

it('calls back soon for an instant that is already past', async () => {
  const clock = new ManualClock(50);
  await new Promise<void>((resolve) => clock.at(50, resolve));
  expect(clock.now()).toBe(50);
});

it('never goes back', () => {
  const clock = new ManualClock(50);
  void clock.set(40);
  expect(clock.now()).toBe(50);
  const system = new SystemClock();
  const first = system.now();
  expect(system.now()).toBeGreaterThanOrEqual(first);
});

it('calls back on the machine clock, and not when cancelled', async () => {
  const clock = new SystemClock();
  clock.at(clock.now() - 1, () => {
    throw new Error('was cancelled');
  })();
  await new Promise<void>((resolve) => {
    const keepAlive = setTimeout(() => undefined, 5_000);
    clock.at(clock.now() + 5, () => {
      clearTimeout(keepAlive);
      resolve();
    });
  });
  expect(clock.now()).toBeGreaterThan(0);
});

it('keeps simulated time as a stream that never goes back', async () => {
  const store = new InMemoryEventStore({ now: () => 0 });
  const stream = new ClockStream(store);
  expect(await stream.now()).toBeUndefined();
  await stream.advance(100);
  await advanceClock(store, 200);
  await stream.advance(150);
  await stream.advance(300);
  expect(await new ClockStream(store).now()).toBe(300);
  expect((await collected(store.readStream('clock'))).map((event) => event.data)).toEqual([
    { now: 100 },
    { now: 200 },
    { now: 300 },
  ]);
});

import { setTimeout as pause } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { stopwatch } from '../clock.ts';
import { nowAndThen } from './now-and-then.ts';

it('finds once for all who ask meanwhile', async () => {
  let found = 0;
  const ask = nowAndThen({ leastMs: 60_000, timesItsCost: 1 }, async () => {
    await pause(5);
    return ++found;
  });
  expect(await Promise.all([ask(), ask()])).toEqual([1, 1]);
  expect(await ask()).toBe(1);
});

it('finds again once the answer is old', async () => {
  let found = 0;
  const ask = nowAndThen({ leastMs: 1, timesItsCost: 0 }, async () => ++found);
  expect(await ask()).toBe(1);
  while ((await ask()) === 1) await pause(1);
  expect(found).toBe(2);
});

it('rests longer after what took long', async () => {
  let found = 0;
  const ask = nowAndThen({ leastMs: 0, timesItsCost: 20 }, async () => {
    await pause(20);
    return ++found;
  });
  const since = stopwatch();
  await ask();
  while ((await ask()) === 1) await pause(1);
  expect(since()).toBeGreaterThan(19 * 21);
});

it('asks again after a failure', async () => {
  const outcomes = [Promise.reject(new Error('away')), Promise.resolve('there')];
  const ask = nowAndThen({ leastMs: 0, timesItsCost: 0 }, () => outcomes.shift()!);
  await expect(ask()).rejects.toThrow('away');
  let answer: string | undefined;
  while (answer === undefined) {
    await pause(1);
    answer = await ask().catch(() => undefined);
  }
  expect(answer).toBe('there');
});

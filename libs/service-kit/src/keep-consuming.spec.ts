import { expect, it, jest } from '@jest/globals';
import type { Consumer } from '@baton/bus';
import { HealthRegistry } from './health.ts';
import { keepConsuming } from './keep-consuming.ts';

const consumerOf = () => {
  const failure = Promise.withResolvers<never>();
  failure.promise.catch(() => undefined);
  const stop = jest.fn(async () => undefined);
  return { consumer: { stop, failed: failure.promise } satisfies Consumer, fail: failure.reject, stop };
};

it('begins again after a failure, as often as it takes, and says so meanwhile', async () => {
  jest.useFakeTimers();
  const health = new HealthRegistry();
  const [first, second] = [consumerOf(), consumerOf()];
  const starts: (() => Promise<Consumer>)[] = [
    async () => first.consumer,
    () => Promise.reject(new Error('still full')),
    async () => second.consumer,
  ];
  const kept = await keepConsuming({ part: 'reader', health, start: () => starts.shift()!() });
  first.fail(new Error('disk full'));
  await jest.advanceTimersByTimeAsync(0);
  expect(health.troubles()).toEqual([{ part: 'reader', reason: 'stopped: disk full' }]);
  await jest.advanceTimersByTimeAsync(1_000);
  expect(health.troubles()).toEqual([{ part: 'reader', reason: 'stopped: still full' }]);
  await jest.advanceTimersByTimeAsync(1_000);
  expect(health.troubles()).toEqual([]);
  expect(first.stop).toHaveBeenCalledTimes(1);
  await kept.stop();
  expect(second.stop).toHaveBeenCalledTimes(1);
  jest.useRealTimers();
});

it('begins later when it is patient and the first start fails', async () => {
  jest.useFakeTimers();
  const health = new HealthRegistry();
  const { consumer, stop } = consumerOf();
  const starts: (() => Promise<Consumer>)[] = [() => Promise.reject(new Error('away')), async () => consumer];
  const kept = await keepConsuming({ part: 'reader', health, isPatient: true, start: () => starts.shift()!() });
  expect(health.troubles()).toEqual([{ part: 'reader', reason: 'stopped: away' }]);
  await jest.advanceTimersByTimeAsync(1_000);
  expect(health.troubles()).toEqual([]);
  await kept.stop();
  expect(stop).toHaveBeenCalledTimes(1);
  jest.useRealTimers();
});

it('does not begin again once it is stopped, and throws what the first start throws', async () => {
  jest.useFakeTimers();
  const health = new HealthRegistry();
  const only = consumerOf();
  const start = jest.fn(async () => only.consumer);
  const kept = await keepConsuming({ part: 'reader', health, start });
  only.fail(new Error('gone'));
  await jest.advanceTimersByTimeAsync(0);
  expect(health.troubles()).toHaveLength(1);
  await kept.stop();
  expect(health.troubles()).toEqual([]);
  await jest.advanceTimersByTimeAsync(5_000);
  expect(start).toHaveBeenCalledTimes(1);
  await expect(keepConsuming({ part: 'reader', start: () => Promise.reject(new Error('no')) })).rejects.toThrow('no');
  jest.useRealTimers();
});

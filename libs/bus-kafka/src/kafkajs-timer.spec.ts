import { createRequire } from 'node:module';
import { expect, it, jest } from '@jest/globals';

interface Queue {
  throttleCheckTimeoutId: NodeJS.Timeout | null;
  throttledUntil: number;
  pending: unknown[];
  checkPendingRequests(): void;
  scheduleCheckPendingRequests(): void;
}

const { prototype } = createRequire(import.meta.url)('kafkajs/src/network/requestQueue') as { prototype: Queue };
const asPublished = prototype.scheduleCheckPendingRequests;
await import('./kafkajs-timer.ts');

const queueOf = (schedule: Queue['scheduleCheckPendingRequests'], pending: unknown[] = []): Queue => ({
  throttleCheckTimeoutId: null,
  throttledUntil: -1,
  pending,
  checkPendingRequests: () => undefined,
  scheduleCheckPendingRequests: schedule,
});

it('an idle connection arms no timer; as published, kafkajs does', () => {
  jest.useFakeTimers();
  const published = queueOf(asPublished);
  published.scheduleCheckPendingRequests();
  expect(published.throttleCheckTimeoutId).not.toBeNull();
  const patched = queueOf(prototype.scheduleCheckPendingRequests);
  patched.scheduleCheckPendingRequests();
  expect(patched.throttleCheckTimeoutId).toBeNull();
  jest.useRealTimers();
});

it('a connection with requests that wait looks after them soon', () => {
  jest.useFakeTimers();
  const queue = queueOf(prototype.scheduleCheckPendingRequests, [{}]);
  let checks = 0;
  queue.checkPendingRequests = () => (checks += 1);
  queue.scheduleCheckPendingRequests();
  jest.advanceTimersByTime(10);
  expect(checks).toBe(1);
  jest.useRealTimers();
});

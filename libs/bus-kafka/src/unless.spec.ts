import { expect, it } from '@jest/globals';
import { closedFault } from './kafka-fault.ts';
import { unless } from './unless.ts';

const never = new Promise<never>(() => undefined);

it('is the work while nobody gives up', async () => {
  const { signal } = new AbortController();
  expect(await unless(signal, Promise.resolve(1))).toBe(1);
  await expect(unless(signal, Promise.reject(new Error('no')))).rejects.toThrow('no');
});

it('waits no longer than until the signal, and says why', async () => {
  const giveUp = new AbortController();
  const waiting = unless(giveUp.signal, never);
  giveUp.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'unavailable' });
  await expect(unless(giveUp.signal, never)).rejects.toMatchObject({ code: 'unavailable' });
  await expect(unless(AbortSignal.abort(closedFault()), never)).rejects.toMatchObject({ code: 'closed' });
});

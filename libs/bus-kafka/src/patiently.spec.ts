import { expect, it } from '@jest/globals';
import { patiently } from './patiently.ts';

it('asks again until there is an answer', async () => {
  let asked = 0;
  const ask = async (): Promise<string> => {
    asked += 1;
    if (asked < 3) throw new Error('not yet');
    return 'here';
  };
  expect(await patiently(ask)).toBe('here');
});

it('after the signal, the next failure is the answer', async () => {
  const closing = new AbortController();
  let asked = 0;
  const ask = async (): Promise<never> => {
    asked += 1;
    if (asked === 2) closing.abort();
    throw new Error('gone');
  };
  await expect(patiently(ask, closing.signal)).rejects.toThrow('gone');
  expect(asked).toBe(2);
});

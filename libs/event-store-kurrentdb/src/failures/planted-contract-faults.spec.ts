import { eventStoreChecks } from '@baton/event-store/contract';
import { describe, expect, it } from '@jest/globals';
import { createHash } from 'node:crypto';
import { peerHarness } from '../peer/peer-harness.fixture.ts';
import { nowhere, theCheck, withAppend } from './planting.fixture.ts';

const idOf = (data: unknown): string =>
  createHash('md5')
    .update(JSON.stringify(data))
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

const contractFaults = {
  'answers before the commit': {
    wrap: withAppend((store) => async (stream, expected, events) => {
      setTimeout(() => void store.append(stream, expected, events).catch(() => {}), 30);
      return nowhere(expected, events);
    }),
    caughtBy: 'has stored what it has answered',
  },
  'swallows a conflict': {
    wrap: withAppend((store) => async (stream, expected, events) => {
      const result = await store.append(stream, expected, events);
      return result.kind === 'conflict' ? nowhere(expected, events) : result;
    }),
    caughtBy: 'answers a conflict with the actual revision',
  },
  'takes a second owner’s identical append for a retry': {
    wrap: withAppend(
      (store) => (stream, expected, events) =>
        store.append(
          stream,
          expected,
          events.map((event) => ({ ...event, id: idOf(event.data) })),
        ),
    ),
    caughtBy: 'fences out a second owner',
  },
};

describe('the contract, over the peer,', () => {
  it.each(Object.entries(contractFaults))('catches a store that %s', async (_name, { wrap, caughtBy }) => {
    const harness = { ...peerHarness(wrap), patienceMs: 100 };
    await expect(theCheck(eventStoreChecks, caughtBy).run(harness)).rejects.toThrow();
    await harness.close();
  });
});

import { expect, it } from '@jest/globals';
import type { InMemoryEventStore } from '@baton/event-store';
import { HandoffEngine } from '@baton/handoff-engine';
import { Fenced } from './fenced-ledger.ts';
import { LedgerWriter } from './ledger-writer.ts';
import { appendsOf, calendar, hour, newStore, offered, opened, roster, route } from './ledger.fixture.ts';
import { verifyLedger } from './verify-ledger.ts';

const start = Date.parse('2026-03-02T00:00:00Z');
const rules = [roster(start), calendar(start, '00:00', '24:00'), route(start)];

const began = async (store: InMemoryEventStore): Promise<LedgerWriter> => {
  const owner = new LedgerWriter(0, store);
  await owner.load(start);
  await owner.append({ facts: [...rules, opened('a', start), offered('a', start)], now: start, position: { in: '1' } });
  return owner;
};

/** What folding the ledger from its beginning makes. */
const anew = async (store: InMemoryEventStore): Promise<unknown> => {
  const engine = new HandoffEngine();
  for await (const { facts, recordedAt } of appendsOf(store)) engine.replay(facts, recordedAt);
  return engine.snapshot();
};

it('a follower knows what the owner has written, and goes on behind it when it takes over', async () => {
  const store = newStore();
  const owner = await began(store);
  const follower = new LedgerWriter(0, store);
  await follower.follow();
  expect(follower.engine.snapshot()).toEqual(await anew(store));
  await owner.append({ facts: [opened('b', start + 1)], now: start + 1, position: { in: '2' } });
  await follower.follow();
  expect(follower.engine.entry('b')).toBeDefined();

  await follower.load(start + 2);
  expect(follower.position).toEqual({ in: '2' });
  await follower.append({ facts: [], now: start + 2 * hour, position: { in: '3' } });
  expect(follower.engine.entry('a')!.open('unaccepted', 'sign')).toBeDefined();
  expect((await verifyLedger(appendsOf(store))).differences).toEqual([]);
});

it('an owner that has lost the shard writes nothing, and follows the new owner from then on', async () => {
  const store = newStore();
  const stale = await began(store);
  const owner = new LedgerWriter(0, store);
  await owner.load(start);
  await owner.append({ facts: [opened('b', start + 1)], now: start + 1, position: { in: '2' } });

  const late = { facts: [opened('c', start + 2)], now: start + 2 * hour, position: { in: '3' } };
  await expect(stale.append(late)).rejects.toThrow(Fenced);
  expect(stale.engine.entry('c')).toBeDefined();
  await stale.follow();
  expect(stale.engine.snapshot()).toEqual(await anew(store));
  expect(stale.engine.entry('c')).toBeUndefined();
  expect(stale.revision).toBe(owner.revision);
});

it('an owner whose time ran ahead of its last append still follows one whose clock is behind', async () => {
  const store = newStore();
  const first = await began(store);
  await first.append({ facts: [], now: start + hour / 2, position: { in: '1' } });
  const second = new LedgerWriter(0, store);
  await second.load(start + 1);
  await second.append({ facts: [opened('b', start + 2)], now: start + 2, position: { in: '2' } });
  await first.follow();
  expect(first.engine.snapshot()).toEqual(await anew(store));
});

import { afterEach, expect, it, jest } from '@jest/globals';
import type { CaseFact, Fact } from '@baton/contracts';
import { HandoffEngine } from '@baton/handoff-engine';
import { allOf, appendsOf, newStore } from './ledger.fixture.ts';
import { LedgerWriter } from './ledger-writer.ts';
import { verifyLedger } from './verify-ledger.ts';

const opened = (caseId: string): CaseFact => ({
  id: `/x ${caseId}`,
  type: 'baton.case.opened.v1',
  occurredAt: 1,
  actor: 'Q',
  caseId,
  title: caseId,
  customer: 'Q',
});

const poisonous = (id: string): void => {
  const { apply } = HandoffEngine.prototype;
  jest.spyOn(HandoffEngine.prototype, 'apply').mockImplementation(function (
    this: HandoffEngine,
    fact: Fact,
    at: number,
  ) {
    const decisions = apply.call(this, fact, at);
    if (fact.id === id) throw new RangeError('no such hour');
    return decisions;
  });
};

afterEach(() => {
  jest.restoreAllMocks();
});

it('sets aside a fact at which the engine throws, and folds the others as if it had not been there', async () => {
  const store = newStore();
  const writer = new LedgerWriter(0, store);
  await writer.append({ facts: [opened('before')], now: 5, position: { events: '1' } });
  poisonous('/x bad');
  await writer.append({ facts: [opened('a'), opened('bad'), opened('b')], now: 10, position: { events: '4' } });
  jest.restoreAllMocks();
  const [, append] = await allOf(store);
  expect(append!.facts.map(({ id }) => id)).toEqual(['/x a', '/x b']);
  expect(append!.setAside).toEqual([{ event: '/x bad', caseId: 'bad', because: 'could not be folded: no such hour' }]);
  expect(append!.input).toEqual({ events: '4' });
  expect(writer.engine.entry('bad')).toBeUndefined();
  expect((await verifyLedger(appendsOf(store))).differences).toEqual([]);
});

it('writes what says no fact, so that one can look it up', async () => {
  const store = newStore();
  const setAside = [{ event: '/x e', because: 'no map for org.example' }];
  await new LedgerWriter(0, store).append({ facts: [], setAside, now: 5, position: { events: '1' } });
  expect(await allOf(store)).toMatchObject([{ facts: [], decisions: [], setAside }]);
});

it('says it when time itself is the poison', async () => {
  jest.spyOn(HandoffEngine.prototype, 'advance').mockImplementation(() => {
    throw new RangeError('no such time');
  });
  const writer = new LedgerWriter(0, newStore());
  await expect(writer.append({ facts: [opened('a')], now: 5, position: {} })).rejects.toThrow('no such time');
});

it('goes on without a case at which the engine throws when time passes, and says so', async () => {
  const { advance } = HandoffEngine.prototype;
  const failed = [{ caseId: 'bad', because: 'no such hour' }];
  jest.spyOn(HandoffEngine.prototype, 'advance').mockImplementationOnce(function (this: HandoffEngine, to, limit) {
    return { ...advance.call(this, to, limit), failed };
  });
  const heard: unknown[] = [];
  const store = newStore();
  const writer = new LedgerWriter(0, store, { failed: (one) => heard.push(one) });
  await writer.append({ facts: [opened('a')], now: 5, position: {} });
  expect(heard).toEqual(failed);
  expect(await allOf(store)).toMatchObject([{ facts: [{ caseId: 'a' }] }]);
});

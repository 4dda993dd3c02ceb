import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { Decision, Fact, LedgerAppend } from '@baton/contracts';
import { HandoffEngine, meaning } from '@baton/handoff-engine';
import { allOf, appendsOf, hour, newStore, offered, opened, route, storeOf } from './ledger.fixture.ts';
import { LedgerWriter } from './ledger-writer.ts';
import { verifyLedger } from './verify-ledger.ts';

const older = meaning - 1;
const start = 1_000_000;

/** As an older Baton would have left them: it knew nothing of being late, and called V's absence of an answer a miss. */
const oldLedger = (facts: readonly Fact[], decisions: readonly Decision[] = []): LedgerAppend[] => [
  { meaning: older, recordedAt: start, input: { events: '1' }, facts, decisions },
  { meaning: older, recordedAt: start + 2 * hour, input: { events: '2' }, facts: [], decisions: [] },
];

const facts = [route(start), opened('a', start), offered('a', start), opened('b', start)];
const moved: Decision = {
  ...{ id: 'old-1', caseId: 'a', dueAt: start, knownAt: start },
  ...{ type: 'accountability-moved', to: 'Q' },
};
const loadedAt = start + 3 * hour;

const loaded = async (appends: readonly LedgerAppend[]) => {
  const store = await storeOf(appends);
  const writer = new LedgerWriter(0, store);
  await writer.load(loadedAt);
  return { store, writer, appended: (await allOf(store)).slice(appends.length) };
};

const kindsOf = (appends: readonly LedgerAppend[]): string[] =>
  appends.flatMap(({ decisions }) =>
    decisions.map((decision) => `${decision.caseId} ${'kind' in decision ? decision.kind : ''} ${decision.type}`),
  );

describe('a ledger of an older meaning', () => {
  it('is taken as it is, and the new meaning begins with the differences', async () => {
    const { writer, appended } = await loaded(oldLedger(facts, [moved]));
    expect(appended).toHaveLength(1);
    expect(appended[0]).toMatchObject({
      ...{ meaning, meaningChanged: { from: older }, facts: [] },
      ...{ recordedAt: loadedAt, input: { events: '2' } },
    });
    expect(kindsOf(appended)).toContain('a unaccepted stall-raised');
    expect(kindsOf(appended)).not.toContain('a  accountability-moved');
    expect(appended[0]!.decisions.every(({ knownAt }) => knownAt >= loadedAt)).toBe(true);
    expect(writer.position).toEqual({ events: '2' });
  });

  it('is loaded again to the same, without another word', async () => {
    const { store, writer } = await loaded(oldLedger(facts, [moved]));
    await writer.append({ facts: [opened('c', loadedAt)], now: loadedAt + 1, position: { events: '3' } });
    const before = await allOf(store);
    const again = new LedgerWriter(0, store);
    await again.load(loadedAt + 9);
    expect(await allOf(store)).toEqual(before);
    expect(again.engine.snapshot()).toEqual(writer.engine.snapshot());
  });

  it('is verified from the new meaning on; what is older is counted', async () => {
    const { store, writer } = await loaded(oldLedger(facts, [moved]));
    await writer.append({ facts: [opened('c', loadedAt)], now: loadedAt + 1, position: {} });
    expect(await verifyLedger(appendsOf(store))).toMatchObject({ appends: 4, otherMeaning: 2, differences: [] });
    const [one, other, changed, ...rest] = await allOf(store);
    const tampered = await storeOf([one!, other!, { ...changed!, decisions: changed!.decisions.slice(1) }, ...rest]);
    expect((await verifyLedger(appendsOf(tampered))).differences).not.toEqual([]);
  });

  it('that was cut off in the middle of an append goes on with its input position', async () => {
    const [first, second] = oldLedger(facts);
    const { appended, writer } = await loaded([first!, { ...second!, input: first!.input, unfinished: true }]);
    expect(appended[0]!.unfinished).toBeUndefined();
    expect(writer.position).toEqual({ events: '1' });
  });

  it('of a newer Baton is refused', async () => {
    const newer = [{ ...oldLedger([])[0]!, meaning: meaning + 1 }];
    await expect(loaded(newer)).rejects.toThrow(`meaning ${meaning + 1}, this one is ${meaning}`);
    await expect(verifyLedger(appendsOf(await storeOf(newer)))).rejects.toThrow('newer Baton');
  });
});

describe('more differences than fit into one append', () => {
  const many = Array.from({ length: 4_000 }, (_, index): Decision => ({
    ...{ id: `new-${index}`, caseId: 'a', dueAt: start, knownAt: loadedAt },
    ...{ type: 'accountability-moved', to: `P${index}` },
  }));
  beforeEach(() => void jest.spyOn(HandoffEngine.prototype, 'changeMeaning').mockReturnValue(many));
  afterEach(() => void jest.restoreAllMocks());

  it('go on in the next ones, and are finished by a restart', async () => {
    const old = oldLedger([]);
    const { appended } = await loaded(old);
    expect(appended.map(({ unfinished = false, meaningChanged }) => [unfinished, meaningChanged?.from])).toEqual([
      [true, older],
      [true, undefined],
      [false, undefined],
    ]);
    expect(appended.flatMap(({ decisions }) => decisions)).toEqual(many);
    const cut = await loaded([...old, ...appended.slice(0, 1)]);
    expect(cut.appended.flatMap(({ decisions }) => decisions)).toEqual(many.slice(appended[0]!.decisions.length));
    expect(cut.appended.every((append) => append.meaningChanged === undefined)).toBe(true);
    expect((await verifyLedger(appendsOf(cut.store))).differences).toEqual([]);
  });
});

it('an empty ledger has no meaning to change', async () => {
  const store = newStore();
  await new LedgerWriter(0, store).load(loadedAt);
  expect(await allOf(store)).toEqual([]);
});

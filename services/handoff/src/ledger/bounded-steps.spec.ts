import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Decision, Fact, LedgerAppend } from '@baton/contracts';
import type { InMemoryEventStore } from '@baton/event-store';
import {
  allOf,
  appendsOf,
  calendar,
  hour,
  newStore,
  offered,
  opened,
  roster,
  route,
  storeOf,
} from './ledger.fixture.ts';
import { LedgerWriter } from './ledger-writer.ts';
import { verifyLedger } from './verify-ledger.ts';

const cases = 1_200;
const mostOfOneAppend = 2_000;
const start = Date.parse('2026-03-02T09:00:00Z');
const dueAt = start + hour;

const ids = Array.from({ length: cases }, (_, index) => `c${String(index).padStart(5, '0')}`);
const beginnings = (): Fact[] => [
  route(start),
  roster(start),
  calendar(start, '00:00', '24:00'),
  ...ids.flatMap((id) => [opened(id, start), offered(id, start)]),
];

const decisionsIn = (appends: readonly LedgerAppend[]): readonly Decision[] =>
  appends.flatMap(({ decisions }) => decisions);

/** Turns that the event loop had while something was done. */
const turnsDuring = async (work: () => Promise<unknown>): Promise<number> => {
  let turns = 0;
  let isOver = false;
  const next = (): void => {
    turns++;
    if (!isOver) setImmediate(next);
  };
  setImmediate(next);
  await work();
  isOver = true;
  return turns;
};

const differencesIn = async (store: InMemoryEventStore): Promise<unknown> =>
  (await verifyLedger(appendsOf(store))).differences;

describe('many deadlines at once', () => {
  let before: LedgerAppend[];
  let after: LedgerAppend[];
  let turns: number;
  beforeAll(async () => {
    const store = newStore();
    const writer = new LedgerWriter(0, store);
    await writer.append({ facts: beginnings(), now: start, position: { events: '1' } });
    before = await allOf(store);
    turns = await turnsDuring(() =>
      writer.append({ facts: [opened('new', dueAt)], now: dueAt, position: { events: '2' } }),
    );
    after = (await allOf(store)).slice(before.length);
  });

  it('fire in several appends, in order, and let others have their turns', () => {
    const raised = decisionsIn(after).filter(({ type }) => type === 'stall-raised');
    expect(raised.map(({ caseId }) => caseId)).toEqual(ids);
    expect(after.length).toBeGreaterThan(2);
    expect(turns).toBeGreaterThanOrEqual(after.length - 1);
    for (const { decisions, facts } of after) expect(decisions.length + facts.length).toBeLessThan(mostOfOneAppend);
  });

  it('move the input position with the last append, behind which new input waits', () => {
    const last = after.at(-1)!;
    expect(last).toMatchObject({ input: { events: '2' }, facts: [{ caseId: 'new' }] });
    expect(last.unfinished).toBeUndefined();
    for (const append of after.slice(0, -1))
      expect(append).toMatchObject({ unfinished: true, input: { events: '1' }, facts: [] });
  });

  it('are the same, recomputed', async () => {
    expect(await differencesIn(await storeOf([...before, ...after]))).toEqual([]);
  });

  it('are finished first, the same, by a restart after a crash between the appends', async () => {
    for (const kept of [1, after.length - 1]) {
      const store = await storeOf([...before, ...after.slice(0, kept)]);
      const writer = new LedgerWriter(0, store);
      expect(await turnsDuring(() => writer.load())).toBeGreaterThan(2);
      const finished = (await allOf(store)).slice(before.length);
      expect(finished.at(-1)).toMatchObject({ input: { events: '1' } });
      expect(finished.at(-1)!.unfinished).toBeUndefined();
      const own = (all: readonly Decision[]): readonly Decision[] => all.filter(({ caseId }) => caseId !== 'new');
      expect(decisionsIn(finished)).toEqual(own(decisionsIn(after)));
      expect([writer.position, await differencesIn(store)]).toEqual([{ events: '1' }, []]);
    }
  });
});

describe('a calendar edit', () => {
  it('moves many deadlines in several appends, and what comes behind it waits', async () => {
    const store = newStore();
    const writer = new LedgerWriter(0, store);
    await writer.append({ facts: beginnings(), now: start, position: {} });
    const kept = (await allOf(store)).length;
    const edit = [calendar(start, '12:00', '16:00'), opened('new', start)];
    await writer.append({ facts: edit, now: start + 1, position: { events: '2' } });
    const appends = (await allOf(store)).slice(kept);
    const moved = decisionsIn(appends).filter(({ type }) => type === 'deadline-moved');
    expect(new Set(moved.map(({ caseId }) => caseId))).toEqual(new Set(ids));
    expect(appends.length).toBeGreaterThan(2);
    expect(appends[0]).toMatchObject({ unfinished: true, facts: [{ type: 'baton.rules.calendar-published.v1' }] });
    expect(appends.at(-1)).toMatchObject({ input: { events: '2' }, facts: [{ caseId: 'new' }] });
    expect(await differencesIn(store)).toEqual([]);
    const again = new LedgerWriter(0, await storeOf(await allOf(store)));
    await again.load();
    expect(JSON.stringify(again.engine.snapshot())).toBe(JSON.stringify(writer.engine.snapshot()));
  });
});

describe('an append that is too large for the store', () => {
  it('is divided, each fact with what came of it', async () => {
    const store = newStore(20_000);
    const writer = new LedgerWriter(0, store);
    const facts = [route(start), ...ids.slice(0, 100).flatMap((id) => [opened(id, start), offered(id, start)])];
    await writer.append({ facts, now: start, position: { events: '1' } });
    const appends = await allOf(store);
    expect(appends.flatMap((append) => append.facts)).toEqual(facts);
    expect(appends.map(({ unfinished }) => unfinished ?? false)).toEqual([...appends.slice(1).map(() => true), false]);
    expect(appends.at(-1)!.input).toEqual({ events: '1' });
    for (const append of appends) {
      const own = new Set(append.facts.flatMap((one) => ('caseId' in one ? [one.caseId] : [])));
      expect(append.decisions.filter(({ caseId }) => !own.has(caseId))).toEqual([]);
    }
    expect(await differencesIn(store)).toEqual([]);
  });

  it('is a fault when it is one thing', async () => {
    const writer = new LedgerWriter(0, newStore(500));
    const facts = [opened('x'.repeat(600), start)];
    await expect(writer.append({ facts, now: start, position: {} })).rejects.toMatchObject({ code: 'too-large' });
  });
});

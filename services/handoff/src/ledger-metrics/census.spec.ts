import { expect, it } from '@jest/globals';
import type { CaseEntry } from '@baton/handoff-engine';
import { calendar, hour, newStore, offered, opened, roster, route } from '../ledger/ledger.fixture.ts';
import { LedgerWriter } from '../ledger/ledger-writer.ts';
import { takeCensus } from './census.ts';

const minute = 60_000;

const waiting = (due: number | undefined): CaseEntry =>
  ({ state: { status: 'open', clocks: [{ due }], stalls: [] } }) as unknown as CaseEntry;

it('counts what is open in the engines', async () => {
  const writer = new LedgerWriter(0, newStore());
  const facts = [
    ...[calendar(0, '00:00', '24:00'), roster(0), route(0)],
    ...[opened('a', 0), offered('a', 0), opened('b', 0), offered('b', 0), opened('idle', 0)],
  ];
  await writer.append({ facts, now: 0, position: {} });
  const before = await takeCensus([writer.engine.entries()], () => 0);
  expect(before).toMatchObject({ openCases: 3, openClocks: 3, overdueClocks: [0, 0, 0, 0] });
  const late = await takeCensus([writer.engine.entries()], () => hour + 2 * minute);
  expect(late.overdueClocks).toEqual([0, 3, 0, 0]);
  await writer.append({ facts: [], now: hour + minute, position: {} });
  const after = await takeCensus([writer.engine.entries()], () => hour + minute);
  expect(after.openStalls.get('unaccepted')).toBe(2);
  expect(after.openStalls.get('missed')).toBe(0);
  expect(after.overdueClocks).toEqual([0, 0, 0, 0]);
});

it('says by how much a deadline is overdue', async () => {
  const now = 100 * hour;
  const late = [-1, 0, 1, minute, minute + 1, 5 * minute, 5 * minute + 1, hour, hour + 1];
  const entries = [...late.map((by) => waiting(now - by)), waiting(undefined)];
  const { overdueClocks, openClocks } = await takeCensus([entries], () => now);
  expect([overdueClocks, openClocks]).toEqual([[2, 2, 2, 1], 10]);
});

it('leaves out closed cases and those that have no state yet, and adds shards up', async () => {
  const closed = { state: { status: 'closed', clocks: [{ due: 0 }], stalls: [{}] } } as unknown as CaseEntry;
  const empty = { state: undefined } as unknown as CaseEntry;
  expect(await takeCensus([[closed, empty, waiting(5)], [waiting(6)]], () => 0)).toMatchObject({ openCases: 2 });
});

it('gives others a turn while it counts', async () => {
  let turns = 0;
  const counting = takeCensus([Array.from({ length: 20_000 }, () => waiting(0))], () => 0);
  const others = (): void => {
    turns++;
    if (turns < 3) setImmediate(others);
  };
  setImmediate(others);
  expect((await counting).openCases).toBe(20_000);
  expect(turns).toBe(3);
});

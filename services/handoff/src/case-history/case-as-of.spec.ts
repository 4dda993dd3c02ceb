import { beforeAll, describe, expect, it } from '@jest/globals';
import type { Fact, LedgerAppend } from '@baton/contracts';
import { HandoffEngine, meaning } from '@baton/handoff-engine';
import type { LedgerRow } from '../ledger-reader/ledger-row.ts';
import { allOf, fact, hour, newStore, offered, opened, route, storeOf } from '../ledger/ledger.fixture.ts';
import { LedgerWriter } from '../ledger/ledger-writer.ts';
import { type Known, foldCase, takenInstants } from './case-as-of.ts';

const start = Date.parse('2026-03-02T00:00:00Z');

const rowsOf = (appends: readonly LedgerAppend[]): LedgerRow[] =>
  appends.map((append, revision) => ({ shard: 0, revision, append }));

/** Facts, each recorded at its instant. */
const recorded = async (facts: readonly (readonly [number, Fact])[]): Promise<LedgerRow[]> => {
  const store = newStore();
  const writer = new LedgerWriter(0, store);
  for (const [now, one] of facts) await writer.append({ facts: [one], now, position: {} });
  return rowsOf(await allOf(store));
};

const accepted = (at: number): Fact =>
  fact(at, { type: 'baton.handoff.accepted.v1', caseId: 'a', leg: 'sign', by: 'V' }, 'V');

const stateAt = (rows: readonly LedgerRow[], by: Known, hours: number) => {
  const known = foldCase(rows, 'a', { at: start + hours * hour, by });
  if (known === undefined) return undefined;
  const { state, episodes } = known.entry;
  const stalls = episodes.filter(({ status }) => status === 'open').map(({ kind }) => kind);
  return [state.legs[0]?.state, state.accountable, ...stalls];
};

describe('a case of which something came to be known late', () => {
  let rows: LedgerRow[];
  beforeAll(async () => {
    rows = await recorded([
      [start, route(start)],
      [start, opened('a', start)],
      [start, offered('a', start)],
      [start + 3 * hour, accepted(start + hour / 2)],
    ]);
  });

  it('is, as recorded, what the ledger knew then', () => {
    expect(stateAt(rows, 'recorded', 0.75)).toEqual(['offered', 'Q']);
    expect(stateAt(rows, 'recorded', 2)).toEqual(['offered', 'Q', 'unaccepted']);
    expect(stateAt(rows, 'recorded', 3)).toEqual(['held', 'V']);
  });

  it('is, as occurred, what it really was then', () => {
    expect(stateAt(rows, 'occurred', 0.25)).toEqual(['offered', 'Q']);
    expect(stateAt(rows, 'occurred', 0.5)).toEqual(['held', 'V']);
    expect(stateAt(rows, 'occurred', 2)).toEqual(['held', 'V']);
    const kinds = foldCase(rows, 'a', { at: start + 2 * hour, by: 'occurred' })!.decisions.map(({ type }) => type);
    expect(kinds).not.toContain('stall-raised');
  });

  it('is the same either way once all is known', () => {
    expect(stateAt(rows, 'occurred', 9)).toEqual(stateAt(rows, 'recorded', 9));
  });

  it('is none before it was opened', () => {
    expect(stateAt(rows, 'recorded', -1)).toBeUndefined();
    expect(stateAt(rows, 'occurred', -1)).toBeUndefined();
  });
});

it('what belongs to no case counts from when it was recorded', async () => {
  const later = { ...route(start), occurredAt: start - hour };
  const rows = await recorded([
    [start, opened('a', start)],
    [start + hour, later],
  ]);
  const routeAt = (by: Known, hours: number) =>
    foldCase(rows, 'a', { at: start + hours * hour, by })!.entry.state.route.id;
  for (const by of ['recorded', 'occurred'] as const)
    expect([routeAt(by, 0.5), routeAt(by, 1)]).toEqual(['default', 'r']);
});

it('a fact counts when the engine takes it: not from the future, nor from too long ago', async () => {
  const day = 24 * hour;
  const note = (at: number): Fact => fact(at, { type: 'baton.handoff.progressed.v1', caseId: 'a', leg: 'sign' });
  const [future, past] = [note(start + 9 * day), note(start - 9 * day)];
  const rows = await recorded([
    [start, opened('a', start)],
    [start + day, future],
    [start + day, past],
  ]);
  const instants = takenInstants(rows, 'a');
  expect([instants.get(future.id), instants.get(past.id)]).toEqual([start + day, start + day]);
});

describe('a case from before the meaning changed', () => {
  const facts = [route(start), opened('a', start), offered('a', start)];
  const engine = new HandoffEngine();
  const decisions = facts.flatMap((one) => engine.apply(one, start));
  let rows: LedgerRow[];
  beforeAll(async () => {
    const store = await storeOf([{ meaning: meaning - 1, recordedAt: start, input: {}, facts, decisions }]);
    await new LedgerWriter(0, store).load(start + 2 * hour);
    rows = rowsOf(await allOf(store));
  });

  it('has a state then too, with what was decided then', () => {
    expect(stateAt(rows, 'recorded', 1)!.slice(0, 2)).toEqual(['offered', 'Q']);
    const known = foldCase(rows, 'a', { at: start, by: 'recorded' })!;
    expect(known.decisions).toEqual(decisions);
  });

  it('goes on under the new one', () => {
    expect(stateAt(rows, 'recorded', 2)).toEqual(['offered', 'Q', 'unaccepted']);
    expect(stateAt(rows, 'occurred', 2)).toEqual(['offered', 'Q', 'unaccepted']);
  });
});

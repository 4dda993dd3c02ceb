import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { type Fact, type LedgerAppend, ledgerStream } from '@baton/contracts';
import { InMemoryEventStore } from '@baton/event-store';
import { HandoffEngine, type SnapshotPart, meaning } from '@baton/handoff-engine';
import { LedgerWriter } from '../../services/handoff/src/ledger/ledger-writer.ts';
import { caseParts, ruleParts } from '../../services/handoff/src/ledger/snapshot-parts.ts';
import { factOf } from '../engine/acts.fixture.ts';
import { hour } from '../engine/relay.fixture.ts';
import { rulebook, start } from '../engine/rulebook.fixture.ts';
import { newCases } from './folder-world.fixture.ts';
import { SmallWorld, standingOf } from './small-world.fixture.ts';

const resharded = async (): Promise<SmallWorld> => {
  const world = new SmallWorld(3);
  for (const fact of rulebook) await world.record(fact, fact.occurredAt);
  for (const { fact, recordedAt } of newCases(start + hour)) await world.record(fact, recordedAt);
  await world.advance(start + 100 * hour);
  await world.reshard(2);
  return world;
};

const storeOf = async (ledger: number, appends: readonly LedgerAppend[]): Promise<InMemoryEventStore> => {
  const store = new InMemoryEventStore({ now: () => 0 });
  for (const [index, data] of appends.entries()) {
    const id = `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`;
    await store.append(ledgerStream(ledger), index - 1, [{ id, type: 'ledger-append', data }]);
  }
  return store;
};

describe('what was carried over', () => {
  it('is taken by a later meaning as it stands: its facts, its holders, its open episodes by their names', async () => {
    const world = await resharded();
    const carried = await world.appends(3);
    const own = standingOf(world.entries()).filter(({ id }) => JSON.stringify(carried).includes(`"id":"${id}"`));
    const store = await storeOf(
      3,
      carried.map((append) => ({ ...append, meaning: meaning - 1 })),
    );
    const writer = new LedgerWriter(3, store);
    await writer.load(start + 100 * hour);
    expect(standingOf([...writer.engine.entries()])).toEqual(own);
    expect(own.flatMap(({ open }) => open).length).toBeGreaterThan(3);
    const last = writer.copy.last!;
    expect({ ...last, input: {} }).toMatchObject({ meaningChanged: { from: meaning - 1 }, decisions: [] });
  });

  it('is the same whoever wrote it: a recorded file of it is taken as it is', () => {
    const file = join(import.meta.dirname, 'carried.golden.json');
    const state = JSON.parse(readFileSync(file, 'utf8')) as SnapshotPart;
    const engine = new HandoffEngine();
    engine.take(state);
    expect(JSON.parse(JSON.stringify(engine.snapshot()))).toEqual(state);
    expect(engine.nextDue()).toBe(
      Math.min(...state.cases!.flatMap(({ clocks }) => clocks.flatMap(({ due }) => due ?? []))),
    );
  });
});

describe('a case that is too large for one append', () => {
  it('goes in parts', () => {
    const engine = new HandoffEngine();
    for (const fact of rulebook) engine.apply(fact, fact.occurredAt);
    const facts = newCases(start).map(({ fact }) => fact);
    const progressed = {
      what: 'handoff.progressed',
      caseId: 'new-3',
      leg: undefined,
      who: 'bob',
      other: 'bob',
      far: 1,
    };
    const more = Array.from({ length: 2_000 }, (_, index): Fact =>
      factOf(progressed, { id: `progress ${index}`, occurredAt: start + index }),
    );
    for (const fact of [...facts, ...more]) engine.apply(fact, fact.occurredAt);
    const parts = [...ruleParts(engine.place, engine.reference.facts), ...caseParts(engine.kept())];
    expect(parts.filter((part) => part.facts !== undefined).length).toBeGreaterThan(1);
    expect(Math.max(...parts.map((part) => JSON.stringify(part).length))).toBeLessThan(300_000);
    const again = new HandoffEngine();
    for (const part of parts) again.take(JSON.parse(JSON.stringify(part)) as SnapshotPart);
    expect(again.snapshot()).toEqual(engine.snapshot());
  });
});

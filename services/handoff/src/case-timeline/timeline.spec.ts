import { describe, expect, it } from '@jest/globals';
import type { Fact, LedgerAppend, TimelineEntry } from '@baton/contracts';
import { HandoffEngine, meaning } from '@baton/handoff-engine';
import { takenInstants } from '../case-history/case-as-of.ts';
import type { LedgerRow } from '../ledger-reader/ledger-row.ts';
import { allOf, fact, hour, newStore, offered, opened, route, storeOf } from '../ledger/ledger.fixture.ts';
import { LedgerWriter } from '../ledger/ledger-writer.ts';
import type { People } from '../parties/people.ts';
import { inOrderOfOccurrence } from './order-of-occurrence.ts';
import { timelineOf } from './timeline.ts';

const start = Date.parse('2026-03-02T00:00:00Z');
const people = { name: (id: string) => id, view: (id: string) => ({ id, name: id }), zone: () => 'UTC' };
const context = { caseId: 'a', people: people as unknown as People, language: 'en' } as const;

const rowsOf = (appends: readonly LedgerAppend[]): LedgerRow[] =>
  appends.map((append, revision) => ({ shard: 0, revision, append }));

/** What says who has it, and what stalls. */
const told = new Set(['fact', 'accountability-moved', 'stall-raised', 'stall-retracted']);

const story = (entries: readonly TimelineEntry[]): string[] =>
  entries
    .filter(({ kind, type }) => told.has(kind) || told.has(type))
    .map(({ position, type, accountable }) => {
      const [append] = position.split('.');
      return `${append} ${type.replaceAll(/^baton\.|\.v1$/g, '')} ${accountable.id}`;
    });

const facts = [route(start), opened('a', start), offered('a', start)];
const accepted = (at: number): Fact =>
  fact(at, { type: 'baton.handoff.accepted.v1', caseId: 'a', leg: 'sign', by: 'V' }, 'V');

const written = async (...appends: readonly { readonly facts: readonly Fact[]; readonly now: number }[]) => {
  const store = newStore();
  const writer = new LedgerWriter(0, store);
  for (const append of appends) await writer.append({ ...append, position: {} });
  return allOf(store);
};

describe('a timeline', () => {
  it('has each decision behind the fact that brought it about', async () => {
    const appends = await written(
      { facts, now: start },
      { facts: [accepted(start + hour / 2)], now: start + hour / 2 },
    );
    expect(story(timelineOf(rowsOf(appends), context))).toEqual([
      '0 case.opened Q',
      '0 accountability-moved Q',
      '0 handoff.offered Q',
      '1 handoff.accepted V',
      '1 accountability-moved V',
    ]);
  });

  it('has a decision that went on into a following append', async () => {
    const [whole] = await written({ facts, now: start });
    const { decisions, ...rest } = whole!;
    const divided: LedgerAppend[] = [
      { ...rest, decisions: decisions.slice(0, 1), unfinished: true },
      { ...rest, facts: [], decisions: decisions.slice(1, 2), unfinished: true },
      { ...rest, facts: [], decisions: decisions.slice(2) },
    ];
    const entries = timelineOf(rowsOf(divided), context);
    expect(new Set(entries.map(({ position }) => position))).toEqual(new Set(['0.1', '0.2', '0.3', '1.0', '2.0']));
    expect(entries.flatMap(({ kind, evidence }) => (kind === 'decision' ? [evidence] : []))).toEqual(decisions);
  });

  it('says of an older meaning what is recorded, and of the new one how it differs', async () => {
    const engine = new HandoffEngine();
    const decisions = facts.flatMap((one) => engine.apply(one, start));
    const store = await storeOf([{ meaning: meaning - 1, recordedAt: start, input: {}, facts, decisions }]);
    await new LedgerWriter(0, store).load(start + 2 * hour);
    const entries = timelineOf(rowsOf(await allOf(store)), context);
    expect(story(entries)).toEqual([
      '0 case.opened Q',
      '0 handoff.offered Q',
      '0 accountability-moved Q',
      '1 stall-raised Q',
    ]);
    const ofOld = entries.filter(({ kind, position }) => kind === 'decision' && position.startsWith('0.'));
    expect(ofOld.map(({ evidence }) => evidence)).toEqual(decisions);
  });
});

describe('in order of occurrence', () => {
  const asOccurred = (entries: readonly TimelineEntry[], rows: readonly LedgerRow[], hours: number): string[] =>
    story(inOrderOfOccurrence(entries, { at: start + hours * hour, takenAt: takenInstants(rows, 'a') }));

  it('what came late stands where it belongs, with who was accountable then', async () => {
    const late = [accepted(start + hour / 2)];
    const rows = rowsOf(
      await written(
        { facts, now: start },
        { facts: [], now: start + 2 * hour },
        { facts: late, now: start + 3 * hour },
      ),
    );
    const entries = timelineOf(rows, context);
    const beginning = story(entries).slice(0, 3);
    const taken = ['2 handoff.accepted V', '2 accountability-moved V'];
    expect(story(entries)).toEqual([...beginning, '1 stall-raised Q', ...taken, '2 stall-retracted V']);
    expect(asOccurred(entries, rows, 0.25)).toEqual(beginning);
    expect(asOccurred(entries, rows, 0.5)).toEqual([...beginning, ...taken]);
    expect(asOccurred(entries, rows, 9)).toEqual([...beginning, ...taken, '1 stall-raised V', '2 stall-retracted V']);
  });

  it('what came in time keeps its order', async () => {
    const rows = rowsOf(await written({ facts, now: start }, { facts: [accepted(start)], now: start }));
    const entries = timelineOf(rows, context);
    expect(asOccurred(entries, rows, 1)).toEqual(story(entries));
  });
});

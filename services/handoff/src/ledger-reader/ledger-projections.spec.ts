import { expect, it } from '@jest/globals';
import type { Fact } from '@baton/contracts';
import { type Collection, type CollectionDefinition, type Document, InMemoryReadModels } from '@baton/read-model';
import { LedgerWriter } from '../ledger/ledger-writer.ts';
import { allOf, calendar, hour, newStore, offered, opened, roster, route } from '../ledger/ledger.fixture.ts';
import { LedgerProjections } from './ledger-projections.ts';
import { type LedgerRow, portionsOf } from './ledger-row.ts';

const start = Date.parse('2026-03-02T00:00:00Z');

/** Counts what a server would be asked. */
class Counting extends InMemoryReadModels {
  questions = 0;

  override async collection<D extends Document>(definition: CollectionDefinition): Promise<Collection<D>> {
    const whole = await super.collection<D>(definition);
    const asked = <T>(answer: T): T => {
      this.questions += 1;
      return answer;
    };
    return {
      get: (id) => asked(whole.get(id)),
      getAll: (ids) => asked(whole.getAll(ids)),
      find: (query) => asked(whole.find(query)),
      count: (index, equals) => asked(whole.count(index, equals)),
    };
  }
}

/** Cases that all stall. */
const rowsOf = async (cases: number): Promise<readonly LedgerRow[]> => {
  const store = newStore();
  const writer = new LedgerWriter(0, store);
  const ids = Array.from({ length: cases }, (_, at) => `case-${at}`);
  const rules = [roster(start), calendar(start, '00:00', '24:00'), route(start)];
  const facts: readonly Fact[] = [...rules, ...ids.flatMap((id) => [opened(id, start), offered(id, start)])];
  for (const fact of facts) await writer.append({ facts: [fact], now: start, position: {} });
  await writer.append({ facts: [], now: start + 2 * hour, position: {} });
  return (await allOf(store)).map((append, revision) => ({ shard: 0, revision, append }));
};

it.each([1, 40])('asks as often for a batch that speaks of %i cases as for one of a single case', async (cases) => {
  const rows = await rowsOf(cases);
  const readModels = new Counting();
  const { kept } = await LedgerProjections.open(readModels);
  readModels.questions = 0;
  await kept.take(rows, { 'ledger-0': String(rows.length) });
  expect(readModels.questions).toBe(4);
  const stalls = await readModels.collection({
    name: 'open-alerts',
    version: 1,
    indexes: [{ name: 'by-id', fields: [] }],
  });
  expect(await stalls.count('by-id')).toBe(cases);
});

it('begins again behind the last batch that is shown whole, and shows nothing twice', async () => {
  const rows = await rowsOf(3);
  const readModels = new InMemoryReadModels();
  const first = await LedgerProjections.open(readModels);
  await first.kept.take(rows.slice(0, 2), { 'ledger-0': '2' });
  await first.kept.take(rows.slice(2, 4));
  const again = await LedgerProjections.open(readModels);
  expect(again.after).toEqual({ 'ledger-0': '2' });
  expect(await again.kept.take(rows.slice(2), { 'ledger-0': String(rows.length) })).toEqual(rows.slice(4));
});

it('shows what is large in portions', () => {
  const decision = { type: 'receipt', id: 'd', caseId: 'c', customer: 'Q', dueAt: 0, knownAt: 0 } as const;
  const row = (revision: number, decisions: number): LedgerRow => ({
    ...{ shard: 0, revision },
    append: {
      ...{ meaning: 1, recordedAt: 0, input: {}, facts: [] },
      decisions: Array.from({ length: decisions }, () => decision),
    },
  });
  const rows = [row(0, 1), row(1, 2_999), row(2, 1), row(3, 9_000), row(4, 0), row(5, 10)];
  expect(portionsOf(rows).map((some) => some.map(({ revision }) => revision))).toEqual([[0, 1], [2], [3], [4, 5]]);
  expect(portionsOf([])).toEqual([]);
  const [first] = rows;
  const empty = { ...first!, append: { ...first!.append, facts: [], decisions: [] } };
  expect(portionsOf([empty, empty])).toEqual([[empty, empty]]);
});

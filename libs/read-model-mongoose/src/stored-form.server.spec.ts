import type { CollectionDefinition, Document, Query, ReadModels } from '@baton/read-model';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import type { mongo } from 'mongoose';
import { placeOf } from './held-server.fixture.ts';
import { type TestDatabase, testDatabase } from './test-database.fixture.ts';

/** The board of stalled batons and the inbox, as the services define them. */
const board: CollectionDefinition = {
  name: 'stalled-batons',
  version: 3,
  indexes: [
    { name: 'by-state', fields: ['state', 'actBy'] },
    { name: 'by-age', fields: ['raisedAt'] },
    { name: 'by-case', fields: ['caseId', 'raisedAt'] },
  ],
};
const inbox: CollectionDefinition = {
  name: 'approvals-inbox-rows',
  version: 1,
  indexes: [{ name: 'by-latest-finish', fields: ['party', 'latestFinish'] }],
};

const stall = (n: number): Document => ({
  id: `stall-${n}`,
  state: n % 3 === 0 ? 'open' : 'cleared',
  caseId: `case-${n % 20}`,
  actBy: n % 4 === 0 ? null : n * 1_000,
  raisedAt: n,
});
const row = (n: number): Document => ({ id: `row-${n}`, party: `party-${n % 10}`, latestFinish: n % 5 || null });
const count = 600;
const numbers = Array.from({ length: count }, (_, n) => n);

let database: TestDatabase;
let models: ReadModels;

beforeEach(async () => {
  database = await testDatabase();
  models = await database.open();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await database.drop();
});

const fill = async (): Promise<void> => {
  for (const [{ name: collection }, documentOf] of [[board, stall] as const, [inbox, row] as const]) {
    const puts = numbers.map((n) => ({ collection, kind: 'put' as const, document: documentOf(n) }));
    await models.apply('reader', collection === board.name ? 0 : 1, puts);
  }
  const removed = numbers.filter((n) => n % 2 === 1).map((n) => `stall-${n}`);
  await models.apply(
    'reader',
    2,
    removed.map((id) => ({ collection: board.name, kind: 'remove', id })),
  );
};

const plansOf = (place: string): Promise<readonly mongo.Document[]> =>
  database.raw
    .collection('system.profile')
    .find({ ns: `${database.name}.${place}` })
    .toArray();

/** A query answers only what it has read, reads it in order, and reads nothing else. */
const expectServedByIndex = (plans: readonly mongo.Document[], limit: number): void => {
  expect(plans).not.toEqual([]);
  for (const { planSummary, docsExamined, keysExamined, hasSortStage } of plans) {
    expect(planSummary).toMatch(/^(IXSCAN|COUNT_SCAN) \{ "?key_/);
    expect(hasSortStage).toBeUndefined();
    expect(docsExamined).toBeLessThanOrEqual(limit);
    expect(keysExamined).toBeLessThanOrEqual(limit + 1);
  }
};

const pageSize = 10;

it.each<readonly [string, CollectionDefinition, Omit<Query, 'limit'>]>([
  ['open stalls by the last moment to act', board, { index: 'by-state', equals: { state: 'open' } }],
  ['all stalls by age', board, { index: 'by-age' }],
  ['stalls of a case', board, { index: 'by-case', equals: { caseId: 'case-6' } }],
  ["a party's inbox", inbox, { index: 'by-latest-finish', equals: { party: 'party-3' } }],
])('%s are read from an index, without sorting, page after page', async (_, definition, query) => {
  const collection = await models.collection(definition);
  await models.collection(definition === board ? inbox : board);
  await fill();
  const place = await placeOf(database.raw, definition.name);
  await database.raw.command({ profile: 2 });
  const first = await collection.find({ ...query, limit: pageSize });
  const second = await collection.find({ ...query, limit: pageSize, after: first.next! });
  await database.raw.command({ profile: 0 });
  expect(first.documents).toHaveLength(pageSize);
  expect(second.documents).not.toEqual([]);
  const plans = await plansOf(place);
  expect(plans).toHaveLength(2);
  expectServedByIndex(plans, pageSize + 1);
});

it('counts are read from an index', async () => {
  const collection = await models.collection(board);
  await models.collection(inbox);
  await fill();
  const place = await placeOf(database.raw, board.name);
  await database.raw.command({ profile: 2 });
  expect(await collection.count('by-state', { state: 'open' })).toBe(100);
  await database.raw.command({ profile: 0 });
  expectServedByIndex(await plansOf(place), 101);
});

it('a query that scans or sorts would be seen', async () => {
  await models.collection(board);
  await models.collection(inbox);
  await fill();
  const place = await placeOf(database.raw, board.name);
  const raw = database.raw.collection(place);
  await database.raw.command({ profile: 2 });
  await raw.find({}).limit(5).toArray();
  await raw.find({ 'key_by-age': { $gt: '' } }, { sort: { text: 1 }, limit: 5 }).toArray();
  await database.raw.command({ profile: 0 });
  const plans = await plansOf(place);
  expect(plans).toHaveLength(2);
  for (const plan of plans) expect(() => expectServedByIndex([plan], 1_000)).toThrow(/IXSCAN|toBeUndefined/);
});

it('the indexes are there when the collection is', async () => {
  await models.collection(board);
  const indexes = await database.raw.collection(await placeOf(database.raw, board.name)).indexes();
  expect(indexes.map(({ key }) => key)).toEqual([
    { _id: 1 },
    ...board.indexes.map(({ name }) => ({ [`key_${name}`]: 1 })),
  ]);
});

it('what is removed keeps its position alone', async () => {
  await models.collection(board);
  await models.apply('a.$reader', 5, [{ collection: board.name, kind: 'put', document: stall(1) }]);
  await models.apply('a.$reader', 6, [{ collection: board.name, kind: 'remove', id: 'stall-1' }]);
  const place = await placeOf(database.raw, board.name);
  expect(await database.raw.collection(place).find().toArray()).toEqual([
    { _id: 'stall-1', _pos: { 'a%2E%24reader': 6 } },
  ]);
});

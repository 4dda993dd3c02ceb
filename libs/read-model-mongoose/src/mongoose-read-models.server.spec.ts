import type { CollectionDefinition, Document, ReadModels } from '@baton/read-model';
import { readModelContract } from '@baton/read-model/contract';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { placeOf } from './held-server.fixture.ts';
import { type TestDatabase, testDatabase } from './test-database.fixture.ts';

readModelContract('mongoose', async () => {
  const database = await testDatabase();
  return { models: await database.open(), reopen: () => database.open(), close: () => database.drop() };
});

describe('mongoose read models', () => {
  const cards: CollectionDefinition = {
    name: 'cards',
    version: 1,
    reader: 'ledger',
    indexes: [{ name: 'by-party', fields: ['party'] }],
  };
  const put = (document: Document) => ({ collection: 'cards', kind: 'put' as const, document });

  let database: TestDatabase;
  let models: ReadModels;

  beforeEach(async () => {
    database = await testDatabase();
    models = await database.open();
  });
  afterEach(() => database.drop());

  const names = async (): Promise<readonly string[]> =>
    (await database.raw.listCollections().toArray()).map(({ name }) => name).sort();

  it.each(['{"$ne":null}', '{"$gt":""}', '{"$regex":".*"}', '["a"]', '{"$where":"sleep(1000)"}'])(
    'the operator %s as a value is refused, and finds nothing as a text',
    async (json) => {
      const collection = await models.collection(cards);
      await models.apply('ledger', 0, [put({ id: 'a', party: 'p' })]);
      const hostile = JSON.parse(json) as never;
      const find = (equals: object) => collection.find({ index: 'by-party', equals: equals as never, limit: 9 });
      await expect(find({ party: hostile })).rejects.toThrow('holds no plain value');
      await expect(collection.count('by-party', { party: hostile })).rejects.toThrow('holds no plain value');
      await expect(collection.get(hostile)).rejects.toThrow('An id is a text');
      const apply = models.apply('ledger', 1, [{ collection: 'cards', kind: 'remove', id: hostile }]);
      await expect(apply).rejects.toThrow('An id is a text');
      await expect(models.apply('ledger', 1, [put({ id: hostile })])).rejects.toThrow('An id is a text');
      expect((await find({ party: json })).documents).toEqual([]);
      expect(await collection.count('by-party')).toBe(1);
    },
  );

  it('names in a document may hold dots and dollars', async () => {
    const collection = await models.collection(cards);
    const document = { id: '$a.b', $set: { 'x.y': 1 }, 'a.b': { $ne: null }, deep: [[{ $gt: '' }]], zero: '\u0000' };
    await models.apply('ledger', 0, [put(document)]);
    expect(await collection.get('$a.b')).toEqual(document);
  });

  it('a batch too large for one document is kept whole, and nothing of it is left over', async () => {
    const collection = await models.collection(cards);
    const text = 'x'.repeat(1_000_000);
    const changes = Array.from({ length: 12 }, (_, n) => put({ id: `c-${n}`, party: 'p', text }));
    await models.apply('ledger', 0, changes);
    expect(await collection.count('by-party', { party: 'p' })).toBe(12);
    expect(await models.checkpoint('ledger')).toBe(0);
    expect(await database.raw.collection('baton.journal').countDocuments()).toBe(0);
  });

  it('prefixes keep read models of one database apart', async () => {
    const other = await database.open({ prefix: 'other' });
    await models.collection(cards);
    const beside = await other.collection(cards);
    await models.apply('ledger', 4, [put({ id: 'a' })]);
    expect(await other.checkpoint('ledger')).toBe(-1);
    expect(await beside.get('a')).toBeUndefined();
  });

  it('a reset is a move beside the live documents, and others find the new ones soon', async () => {
    const reading = await (await database.open()).collection(cards);
    await models.collection(cards);
    await models.apply('ledger', 4, [put({ id: 'a' })]);
    const before = await placeOf(database.raw, 'cards');
    await models.reset('ledger', ['cards']);
    const after = await placeOf(database.raw, 'cards');
    expect(after).not.toBe(before);
    expect(await names()).toEqual(['baton.books', after, before].sort());
    await models.apply('ledger', 0, [put({ id: 'b' })]);
    await expectSoon(async () => (await reading.get('b')) !== undefined);
    expect(await reading.get('a')).toBeUndefined();
  });

  it('old documents are dropped, those just before stay for who still reads them', async () => {
    await models.collection(cards);
    const places: string[] = [];
    for (const id of ['a', 'b', 'c', 'd']) {
      await models.apply('ledger', 0, [put({ id })]);
      places.push(await placeOf(database.raw, 'cards'));
      await models.reset('ledger', ['cards']);
    }
    expect(await names()).toEqual(['baton.books', places.at(-1)!, await placeOf(database.raw, 'cards')].sort());
  });

  it('a version that was replaced while it ran reads on, and takes nothing back', async () => {
    const old = await models.collection(cards);
    await models.apply('ledger', 4, [put({ id: 'a' })]);
    const newer = await (await database.open()).collection({ ...cards, version: 2 });
    await expect(models.apply('ledger', 5, [put({ id: 'b' })])).rejects.toMatchObject({ code: 'superseded' });
    await expect(models.collection(cards)).rejects.toMatchObject({ code: 'superseded' });
    expect(await old.get('a')).toEqual({ id: 'a' });
    expect(await newer.get('a')).toBeUndefined();
    const rolledBack = await (await database.open()).collection(cards);
    expect(await rolledBack.get('a')).toBeUndefined();
  });

  it('works without retryable writes', async () => {
    const plain = await database.open({ retryWrites: false });
    const collection = await plain.collection(cards);
    await plain.apply('ledger', 0, [put({ id: 'a' })]);
    expect(await collection.get('a')).toEqual({ id: 'a' });
  });

  it('says that it is closed', async () => {
    const collection = await models.collection(cards);
    await models.close();
    await expect(models.checkpoint('ledger')).rejects.toMatchObject({ code: 'closed', retryable: false });
    await expect(collection.get('a')).rejects.toMatchObject({ code: 'closed' });
  });
});

const soonMs = 10_000;

const expectSoon = async (isSo: () => Promise<boolean>): Promise<void> => {
  const until = performance.now() + soonMs;
  while (!(await isSo())) if (performance.now() > until) throw new Error(`Not so within ${soonMs} ms.`);
};

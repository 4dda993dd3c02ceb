import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { Database } from './database.ts';
import { orderKey } from './order-key.ts';
import { plantInBulks } from './planted-bulk.fixture.ts';
import { StoredDocuments } from './stored-documents.ts';
import { type TestDatabase, testDatabase } from './test-database.fixture.ts';

const definition = { indexes: [{ name: 'all', fields: [] }] };
const ids = Array.from({ length: 150 }, (_, n) => `d-${n}`);
const positions = [1, 2, 3, 4];

let database: TestDatabase;
let writers: readonly Database[];

beforeEach(async () => {
  database = await testDatabase();
  writers = await Promise.all(positions.map(() => Database.open({ url: database.url, database: database.name })));
});
afterEach(async () => {
  jest.restoreAllMocks();
  await Promise.all(writers.map((writer) => writer.close()));
  await database.drop();
});

const source = (position: number) => ({ reader: 'reader', position });
const writesAt = (position: number) =>
  ids.map((id) => ({ to: 'docs', id, text: String(position), keys: [orderKey([id])] }));

/** Texts of the documents that all writers have put at once, many times over. */
const raced = async (): Promise<ReadonlySet<string | undefined>> => {
  const found = new Set<string | undefined>();
  for (let round = 0; round < 4; round += 1) {
    const documents = writers.map((writer) => new StoredDocuments(writer, `docs-${round}`, definition));
    await documents[0]!.create();
    await Promise.all(documents.map((each, at) => each.write(source(positions[at]!), writesAt(positions[at]!))));
    for (const id of ids) found.add(await documents[0]!.text(id));
  }
  return found;
};

const last = String(positions.at(-1));

it('of writers that insert the same documents at once the one with the last position stays', async () => {
  expect(await raced()).toEqual(new Set([last]));
});

it('a lost race that is not run again would be seen', async () => {
  plantInBulks((operation) => (operation.updateOne.upsert ? [operation] : []));
  expect((await raced()).size).toBeGreaterThan(1);
});

it('a write at or behind the position of a document changes nothing, whoever else has written it', async () => {
  const documents = new StoredDocuments(writers[0]!, 'docs', definition);
  await documents.create();
  await documents.write(source(5), writesAt(5));
  await documents.write(source(5), [{ to: 'docs', id: 'd-1', text: 'other', keys: ['k'] }]);
  await documents.write(source(4), [{ to: 'docs', id: 'd-1', keys: [] }]);
  expect(await documents.text('d-1')).toBe('5');
  await documents.write(source(6), [{ to: 'docs', id: 'd-1', keys: [] }]);
  await documents.write(source(5), writesAt(5));
  expect(await documents.text('d-1')).toBeUndefined();
  await documents.write({ reader: 'another', position: 0 }, writesAt(0));
  expect(await documents.text('d-1')).toBe('0');
});

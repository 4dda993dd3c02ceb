import { readModelContract, type ReadModelHarness } from '@baton/read-model/contract';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { CollectionTable } from './collection-table.ts';
import { SqliteReadModels } from './sqlite-read-models.ts';

const harness = async (): Promise<ReadModelHarness> => {
  const directory = mkdtempSync(join(tmpdir(), 'read-models-'));
  const open = (): Promise<SqliteReadModels> => SqliteReadModels.open({ file: join(directory, 'read.db') });
  let models = await open();
  return {
    models,
    reopen: async () => {
      await models.close();
      models = await open();
      return models;
    },
    close: async () => {
      await models.close();
      rmSync(directory, { recursive: true });
    },
  };
};

readModelContract('SQLite', harness);

const board = {
  name: 'stalls',
  version: 1,
  indexes: [
    { name: 'board', fields: ['open', 'actBy'] },
    { name: 'by-party', fields: ['party', 'kind', 'actBy'] },
    { name: 'all', fields: [] },
  ],
};

let database: DatabaseSync;
let table: CollectionTable;

beforeEach(() => {
  database = new DatabaseSync(':memory:');
  table = new CollectionTable(database, board);
  table.create();
});

afterEach(() => database.close());

const cursor = (...key: readonly unknown[]): string => Buffer.from(JSON.stringify(key)).toString('base64url');

const planOf = ({ sql, values }: ReturnType<CollectionTable['select']>): string =>
  database
    .prepare(`EXPLAIN QUERY PLAN ${sql}`)
    .all(...values)
    .map(({ detail }) => detail)
    .join('\n');

it.each([
  ['the first page', { equals: { open: true } }, /SEARCH .* USING INDEX "?index stalls board"? \("?field open"?=\?/],
  [
    'a later page',
    { equals: { open: true }, after: cursor('board', 5, 'a') },
    /SEARCH .* \(field open=\? AND \(field actBy,id\)>\(\?,\?\)\)/,
  ],
  [
    'a later page of nulls',
    { equals: { open: true }, after: cursor('board', null, 'a') },
    /SEARCH .* \(field open=\? AND \(field actBy,id\)>\(\?,\?\)\)/,
  ],
  ['everything in order', {}, /SCAN .* USING INDEX "?index stalls board/],
] as const)('%s of the board is read from its index, without sorting', (_, query, expected) => {
  const plan = planOf(table.select({ index: 'board', limit: 50, ...query }));
  expect(plan).toMatch(expected);
  expect(plan).not.toMatch(/TEMP B-TREE/);
});

it('counting is answered by the index alone', () => {
  expect(planOf(table.count('by-party', { party: 'p' }))).toMatch(/SEARCH .* USING COVERING INDEX/);
});

it('a plan that sorts would be seen', () => {
  const plan = planOf({ sql: 'SELECT document FROM "collection stalls" ORDER BY "field actBy"', values: [] });
  expect(plan).toMatch(/TEMP B-TREE/);
});

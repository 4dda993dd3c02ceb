import { mongo } from 'mongoose';
import { randomUUID } from 'node:crypto';
import { MongooseReadModels } from './mongoose-read-models.ts';

export interface TestDatabase {
  readonly url: string;
  readonly name: string;
  /** For what the adapter does not show. */
  readonly raw: mongo.Db;
  open(change?: Partial<Parameters<typeof MongooseReadModels.open>[0]>): Promise<MongooseReadModels>;
  /** Closes what was opened and drops the database. */
  drop(): Promise<void>;
}

/** A database of its own on the server that `BATON_TEST_MONGODB` names. */
export const testDatabase = async (url = process.env['BATON_TEST_MONGODB']): Promise<TestDatabase> => {
  if (url === undefined) throw new Error('BATON_TEST_MONGODB names no server; npm run test:servers starts one.');
  const name = `test-${randomUUID()}`;
  const client = new mongo.MongoClient(url, { serverSelectionTimeoutMS: 3_000 });
  const raw = client.db(name);
  const opened: MongooseReadModels[] = [];
  return {
    url,
    name,
    raw,
    open: async (change = {}) => {
      const models = await MongooseReadModels.open({ url, database: name, selectionTimeoutMs: 1_000, ...change });
      opened.push(models);
      return models;
    },
    drop: async () => {
      for (const models of opened.splice(0)) await models.close();
      await raw.dropDatabase();
      await client.close();
    },
  };
};

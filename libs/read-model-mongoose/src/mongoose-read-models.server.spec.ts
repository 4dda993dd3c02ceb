import { readModelContract } from '@baton/read-model/contract';
import { testDatabase } from './test-database.fixture.ts';

readModelContract('mongoose', async () => {
  const database = await testDatabase();
  return { models: await database.open(), reopen: () => database.open(), close: () => database.drop() };
});

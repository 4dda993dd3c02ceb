import { readModelContract } from './contract/index.ts';
import { InMemoryReadModels, InMemoryReadModelStorage } from './in-memory-read-models.ts';

readModelContract('in memory', async () => {
  const storage = new InMemoryReadModelStorage();
  const models = new InMemoryReadModels(storage);
  return { models, reopen: async () => new InMemoryReadModels(storage), close: () => models.close() };
});

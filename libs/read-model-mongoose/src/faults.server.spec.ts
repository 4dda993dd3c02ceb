import { InMemoryReadModels } from '@baton/read-model';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, jest } from '@jest/globals';
import { deepEqual } from 'node:assert/strict';
import { type Hold, holdUpdates, placeOf } from './held-server.fixture.ts';
import { Journal } from './journal.ts';
import { MongooseReadModels } from './mongoose-read-models.ts';
import { ownServer } from './own-server.fixture.ts';
import { accounts, contentOf, Projector } from './projector.fixture.ts';
import { type TestDatabase, testDatabase } from './test-database.fixture.ts';

const limitMs = 120_000;

let server: Awaited<ReturnType<typeof ownServer>>;
let database: TestDatabase;
let models: MongooseReadModels;

beforeAll(async () => {
  server = await ownServer();
}, limitMs);
afterAll(() => server.stop());

beforeEach(async () => {
  await server.wipe();
  database = await testDatabase(server.url);
  models = await database.open();
});
afterEach(async () => {
  jest.restoreAllMocks();
  await database.drop();
});

const expectedAfter = async (count: number): Promise<unknown> => {
  const inMemory = new InMemoryReadModels();
  await (await Projector.start(inMemory)).step(count);
  return contentOf(inMemory);
};

const unavailable = { name: 'ReadModelFault', code: 'unavailable', retryable: true };
const holdMs = 60_000;

/** What of a batch is still to be done when the server dies, and whether it is finished by whoever comes next. */
const moments: readonly (readonly [string, (place: string) => Omit<Hold, 'holdMs'>, position: number])[] = [
  ['before the batch is decided on', () => ({ collection: 'baton.books' }), 100],
  ['between the decision and the first document', (place) => ({ collection: place }), 250],
  ['after some of the documents', (place) => ({ collection: place }), 250],
  ['between the documents and the checkpoint', () => ({ collection: 'baton.books', skip: 1 }), 250],
];

const killAndGoOn = async ([moment, hold, position]: (typeof moments)[number]): Promise<void> => {
  const projector = await Projector.start(models);
  await projector.step(100);
  const held = moment.startsWith('after some') ? 'places' : 'notes';
  await holdAndKill(projector, hold(await placeOf(database.raw, held)));
  await server.restart();
  const again = await Projector.start(models);
  expect(again.position).toBe(position);
  await again.step(60);
  await again.step(400 - again.position);
  deepEqual(await contentOf(models), await expectedAfter(400));
};

it.each(moments)(
  'a server killed %s loses and doubles nothing',
  async (...moment) => {
    await expect(killAndGoOn(moment)).resolves.toBeUndefined();
  },
  limitMs,
);

it(
  'a batch that was decided on and that nobody finishes would be seen',
  async () => {
    jest.spyOn(Journal.prototype, 'read').mockResolvedValue([]);
    await expect(killAndGoOn(['after some of the documents', (collection) => ({ collection }), 100])).rejects.toThrow(
      /deep-equal/,
    );
  },
  limitMs,
);

const holdAndKill = async (projector: Projector, hold: Omit<Hold, 'holdMs'>): Promise<void> => {
  const held = await holdUpdates(database.raw, { ...hold, holdMs });
  const step = projector.step(150);
  await Promise.all([expect(step).rejects.toMatchObject(unavailable), held.entered().then(() => server.kill())]);
};

it(
  'the same instance goes on by itself when the server is back',
  async () => {
    const projector = await Projector.start(models);
    await projector.step(100);
    const collection = await models.collection(accounts);
    await server.kill();
    await expect(models.apply('other', 0, [])).rejects.toMatchObject(unavailable);
    await expect(collection.count('by-sum')).rejects.toMatchObject(unavailable);
    await expect(projector.step(50)).rejects.toMatchObject(unavailable);
    await server.restart();
    await projector.step(50);
    deepEqual(await contentOf(models), await expectedAfter(150));
  },
  limitMs,
);

it(
  'a server that falls silent is a fault too, and not for ever',
  async () => {
    const projector = await Projector.start(models);
    await projector.step(100);
    server.freeze();
    try {
      await expect(projector.step(50)).rejects.toMatchObject(unavailable);
    } finally {
      server.thaw();
    }
    const again = await Projector.start(models);
    await again.step(150 - again.position);
    deepEqual(await contentOf(models), await expectedAfter(150));
  },
  limitMs,
);

it(
  'after the server was wiped the reader starts over, and the rest finds the new documents',
  async () => {
    const other = await database.open();
    const asked = await other.collection(accounts);
    const projector = await Projector.start(models);
    await projector.step(300);
    const count = await asked.count('by-sum');
    expect(count).toBeGreaterThan(0);
    await server.wipe();
    await expect(projector.step(10)).rejects.toMatchObject({ code: 'superseded', retryable: true });
    const again = await Projector.start(models);
    expect(again.position).toBe(0);
    for (const size of [60, 140, 100]) await again.step(size);
    deepEqual(await contentOf(models), await expectedAfter(300));
    deepEqual(await contentOf(other), await expectedAfter(300));
    expect(await asked.count('by-sum')).toBe(count);
  },
  limitMs,
);

it(
  'opening waits for a server that is still starting',
  async () => {
    await server.kill();
    const opening = MongooseReadModels.open({ url: server.url, attempts: 60, selectionTimeoutMs: 500 });
    await server.restart();
    const opened = await opening;
    expect(await opened.checkpoint('nobody')).toBe(-1);
    await opened.close();
  },
  limitMs,
);

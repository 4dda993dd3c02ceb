import { InMemoryReadModels, type ReadModels } from '@baton/read-model';
import { afterEach, beforeEach, expect, it, jest } from '@jest/globals';
import { deepEqual } from 'node:assert/strict';
import { holdUpdates, placeOf } from './held-server.fixture.ts';
import { plantInBulks } from './planted-bulk.fixture.ts';
import { accounts, contentOf, Projector } from './projector.fixture.ts';
import { type TestDatabase, testDatabase } from './test-database.fixture.ts';

let database: TestDatabase;

beforeEach(async () => {
  database = await testDatabase();
});

afterEach(async () => {
  jest.restoreAllMocks();
  await database.drop();
});

const expectedAfter = async (steps: readonly number[]): Promise<unknown> => {
  const models = new InMemoryReadModels();
  const projector = await Projector.start(models);
  for (const count of steps) await projector.step(count);
  return contentOf(models);
};

/** The old owner is held while it writes its documents, the new one goes on meanwhile, then the old one writes on. */
const handOver = async (): Promise<void> => {
  const named = (appName: string): Promise<ReadModels> => database.open({ url: `${database.url}&appName=${appName}` });
  const old = await Projector.start(await named('old-owner'));
  await old.step(100);
  const collection = await placeOf(database.raw, accounts.name);
  const held = await holdUpdates(database.raw, { appName: 'old-owner', collection, holdMs: 5_000 });
  try {
    let isOldDone = false;
    const step = old.step(50).then(() => (isOldDone = true));
    await held.entered();
    const models = await named('new-owner');
    const next = await Projector.start(models);
    expect(next.position).toBe(150);
    for (const count of [40, 70, 200]) await next.step(count);
    expect(isOldDone).toBe(false);
    await held.end();
    await step;
    deepEqual(await contentOf(models), await expectedAfter([100, 50, 40, 70, 200]));
    await expect(old.step(1)).rejects.toMatchObject({ code: 'superseded', retryable: true });
    deepEqual(await contentOf(models), await expectedAfter([100, 50, 40, 70, 200]));
  } finally {
    await held.end();
  }
};

it('an owner that wakes up late puts no older document over a newer one', async () => {
  await expect(handOver()).resolves.toBeUndefined();
});

it('upserts without the guard would be seen', async () => {
  plantInBulks(({ updateOne }) => [{ updateOne: { ...updateOne, filter: { _id: updateOne.filter._id } } }]);
  await expect(handOver()).rejects.toThrow(/deep-equal/);
});

/** Two begin at the same place; one is quicker. */
const overtake = async (second: (models: ReadModels) => ReadModels): Promise<void> => {
  const models = second(await database.open());
  const quick = await Projector.start(await database.open());
  let slow = await Projector.start(models);
  await quick.step(20);
  for (const count of [40, 10]) {
    try {
      await slow.step(count);
    } catch (fault) {
      expect(fault).toMatchObject({ code: 'superseded', retryable: true });
      slow = await Projector.start(models);
    }
  }
  await slow.step(5);
  deepEqual(await contentOf(models), await expectedAfter([slow.position]));
};

it('an owner that was overtaken hears of it and starts again', async () => {
  await expect(overtake((models) => models)).resolves.toBeUndefined();
});

it('a batch that is dropped without a word to an overtaken owner would be seen', async () => {
  const quietly = (models: ReadModels): ReadModels => {
    const { apply } = models;
    return Object.assign(models, {
      apply: (...batch: Parameters<typeof apply>) => apply.apply(models, batch).catch(() => undefined),
    });
  };
  await expect(overtake(quietly)).rejects.toThrow(/deep-equal/);
});

it('several that own the same reader at once leave what one alone would have', async () => {
  const total = 300;
  let superseded = 0;
  const own = async (size: number): Promise<void> => {
    const models = await database.open();
    let projector = await Projector.start(models);
    while (projector.position < total) {
      try {
        await projector.step(Math.min(size, total - projector.position));
      } catch (fault) {
        expect(fault).toMatchObject({ code: 'superseded', retryable: true });
        superseded += 1;
        projector = await Projector.start(models);
      }
    }
  };
  await Promise.all([own(5), own(12), own(30)]);
  expect(superseded).toBeGreaterThan(0);
  deepEqual(await contentOf(await database.open()), await expectedAfter([total]));
}, 120_000);

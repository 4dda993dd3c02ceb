import { deepEqual, equal, rejects } from 'node:assert/strict';
import { check, put, remove, type ReadModelCheck, type Stall, stalls } from './scene.ts';

const cases = { name: 'cases', version: 1, indexes: [{ name: 'all', fields: [] }] };

export const applyChecks: readonly ReadModelCheck[] = [
  check('keeps the checkpoint with the changes', async ({ models, reopen }) => {
    await models.collection<Stall>(stalls);
    equal(await models.checkpoint('reader'), -1);
    await models.apply('reader', 7, [put({ id: 'a', open: true })]);
    await models.apply('other', 3, []);
    const again = await reopen();
    const collection = await again.collection<Stall>(stalls);
    equal(await again.checkpoint('reader'), 7);
    equal(await again.checkpoint('other'), 3);
    deepEqual(await collection.get('a'), { id: 'a', open: true });
  }),

  check('drops a batch at or behind the checkpoint whole', async ({ models }) => {
    const collection = await models.collection<Stall>(stalls);
    await models.apply('reader', 5, [put({ id: 'a', kind: 'first' })]);
    await models.apply('reader', 5, [put({ id: 'a', kind: 'again' }), put({ id: 'b' })]);
    await models.apply('reader', 4, [remove('a')]);
    deepEqual(await collection.get('a'), { id: 'a', kind: 'first' });
    equal(await collection.get('b'), undefined);
    equal(await models.checkpoint('reader'), 5);
    await models.apply('other', 4, [put({ id: 'b' })]);
    deepEqual(await collection.get('b'), { id: 'b' });
  }),

  check('applies a batch whole or not at all', async ({ models }) => {
    const collection = await models.collection<Stall>(stalls);
    const unknown = models.apply('reader', 0, [put({ id: 'a' }), put({ id: 'b' }, 'nowhere')]);
    await rejects(unknown, TypeError);
    const notPlain = models.apply('reader', 0, [put({ id: 'a' }), put({ id: 'b', party: {} as never })]);
    await rejects(notPlain, TypeError);
    equal(await collection.get('a'), undefined);
    equal(await models.checkpoint('reader'), -1);
  }),

  check('reset empties the collections and forgets the checkpoint', async ({ models }) => {
    const collection = await models.collection<Stall>(stalls);
    await models.apply('reader', 5, [put({ id: 'a', open: true })]);
    await models.reset('reader', ['stalls']);
    equal(await models.checkpoint('reader'), -1);
    equal(await collection.get('a'), undefined);
    equal(await collection.count('board'), 0);
    await models.apply('reader', 0, [put({ id: 'b', open: true })]);
    equal(await collection.count('board', { open: true }), 1);
  }),

  check('a changed collection is emptied and those who fill it start over', async ({ models, reopen }) => {
    await models.collection<Stall>(stalls);
    await models.collection<Stall>(cases);
    await models.apply('reader', 5, [put({ id: 'a' }), put({ id: 'c' }, 'cases')]);
    await models.apply('bystander', 9, []);
    const again = await reopen();
    const index = { name: 'by-kind', fields: ['kind'] };
    const changed = await again.collection<Stall>({ ...stalls, version: 2, indexes: [index] });
    const beside = await again.collection<Stall>(cases);
    equal(await again.checkpoint('reader'), -1);
    equal(await again.checkpoint('bystander'), 9);
    equal(await changed.get('a'), undefined);
    equal(await beside.get('c'), undefined);
    await again.apply('reader', 0, [put({ id: 'a', kind: 'absent' })]);
    equal(await changed.count('by-kind', { kind: 'absent' }), 1);
  }),

  check('an unchanged collection is kept, a new one makes its reader start over', async ({ models, reopen }) => {
    await models.collection<Stall>(stalls);
    await models.apply('reader', 5, [put({ id: 'a' })]);
    const again = await reopen();
    const kept = await again.collection<Stall>(stalls);
    equal(await again.checkpoint('reader'), 5);
    deepEqual(await kept.get('a'), { id: 'a' });
    await again.collection<Stall>({ ...cases, reader: 'reader' });
    equal(await again.checkpoint('reader'), -1);
    equal(await kept.get('a'), undefined);
  }),
];

import { deepEqual, equal, ok, rejects } from 'node:assert/strict';
import { InvalidCursor } from '../query-plan.ts';
import type { Change, Collection } from '../read-model.ts';
import { check, idsOf, put, remove, type ReadModelCheck, type ReadModelHarness, type Stall, stalls } from './scene.ts';

const filled = async ({ models }: ReadModelHarness, changes: readonly Change[]): Promise<Collection<Stall>> => {
  const collection = await models.collection<Stall>(stalls);
  await models.apply('reader', 0, changes);
  return collection;
};

const pages = async (collection: Collection<Stall>, query: { index: string; equals?: object }, limit: number) => {
  const found: (readonly string[])[] = [];
  let after: string | undefined;
  do {
    const page = await collection.find({ ...query, limit, ...(after === undefined ? {} : { after }) } as never);
    found.push(idsOf(page));
    ok(found.length <= 100, 'The pages do not end.');
    after = page.next;
  } while (after !== undefined);
  return found;
};

export const queryChecks: readonly ReadModelCheck[] = [
  check('gives a document back as it was put, and nothing once it is removed', async (harness) => {
    const document = { id: 's-1', open: true, party: '采购部', deep: { list: [1, 'two', null] } };
    const collection = await filled(harness, [put(document)]);
    deepEqual(await collection.get('s-1'), document);
    equal(await collection.get('s-2'), undefined);
    await harness.models.apply('reader', 1, [put({ id: 's-1', open: false }), put({ id: 's-2', open: true })]);
    deepEqual(await collection.get('s-1'), { id: 's-1', open: false });
    await harness.models.apply('reader', 2, [remove('s-1')]);
    equal(await collection.get('s-1'), undefined);
    deepEqual(idsOf(await collection.find({ index: 'board', equals: { open: true }, limit: 9 })), ['s-2']);
    equal(await collection.count('board', { open: false }), 0);
  }),

  check('gives as many documents at once as are asked for', async (harness) => {
    const ids = Array.from({ length: 1_203 }, (_, at) => `s-${at}`);
    const collection = await filled(
      harness,
      ids.map((id) => put({ id, open: true })),
    );
    await harness.models.apply('reader', 1, [remove('s-7'), put({ id: 's-1202', open: false })]);
    const found = await collection.getAll([...ids, 's-0', 'nowhere']);
    deepEqual([...found.keys()].sort(), ids.filter((id) => id !== 's-7').sort());
    deepEqual(
      [found.get('s-0'), found.get('s-1202')],
      [
        { id: 's-0', open: true },
        { id: 's-1202', open: false },
      ],
    );
    equal((await collection.getAll([])).size, 0);
  }),

  check('finds by the leading fields in the order of the rest and the id', async (harness) => {
    const collection = await filled(harness, [
      put({ id: 'd', open: true, actBy: 20 }),
      put({ id: 'c', open: true, actBy: 3 }),
      put({ id: 'b', open: false, actBy: 1 }),
      put({ id: 'a', open: true, actBy: 20 }),
    ]);
    deepEqual(idsOf(await collection.find({ index: 'board', equals: { open: true }, limit: 9 })), ['c', 'a', 'd']);
    deepEqual(idsOf(await collection.find({ index: 'board', limit: 9 })), ['b', 'c', 'a', 'd']);
    const both = { open: true, actBy: 20 };
    deepEqual(idsOf(await collection.find({ index: 'board', equals: both, limit: 9 })), ['a', 'd']);
  }),

  check('nulls and missing values come last, numbers before text', async (harness) => {
    const collection = await filled(harness, [
      put({ id: 'null', open: true, actBy: null }),
      put({ id: 'missing', open: true }),
      put({ id: 'text', open: true, actBy: 'b' }),
      put({ id: 'astral', open: true, actBy: '\u{1F600}' }),
      put({ id: 'private', open: true, actBy: '\uE000' }),
      put({ id: 'number', open: true, actBy: 5 }),
      put({ id: 'negative', open: true, actBy: -5.5 }),
    ]);
    const order = ['negative', 'number', 'text', 'private', 'astral', 'missing', 'null'];
    const query = { index: 'board', equals: { open: true } };
    deepEqual(idsOf(await collection.find({ ...query, limit: 9 })), order);
    deepEqual((await pages(collection, query, 1)).flat(), order);
    const nobody = await collection.find({ index: 'board', equals: { open: true, actBy: null }, limit: 9 });
    deepEqual(idsOf(nobody), ['missing', 'null']);
  }),

  check('pages follow each other without gap or repetition, whatever is written in between', async (harness) => {
    const all = Array.from({ length: 10 }, (_, n) => put({ id: `s-${n}`, open: true, actBy: n < 6 ? 1 : 2 }));
    const collection = await filled(harness, all);
    const query = { index: 'board', equals: { open: true } };
    deepEqual(await pages(collection, query, 4), [
      ['s-0', 's-1', 's-2', 's-3'],
      ['s-4', 's-5', 's-6', 's-7'],
      ['s-8', 's-9'],
    ]);
    deepEqual((await pages(collection, query, 10)).length, 1);
    const first = await collection.find({ ...query, limit: 4 });
    await harness.models.apply('reader', 1, [put({ id: 's-00', open: true, actBy: 0 }), remove('s-3')]);
    deepEqual(idsOf(await collection.find({ ...query, limit: 2, after: first.next! })), ['s-4', 's-5']);
  }),

  check('counts', async (harness) => {
    const collection = await filled(harness, [
      put({ id: 'a', party: 'p', kind: 'absent' }),
      put({ id: 'b', party: 'p', kind: 'overrun' }),
      put({ id: 'c', kind: 'overrun' }),
    ]);
    equal(await collection.count('by-party'), 3);
    equal(await collection.count('by-party', { party: 'p' }), 2);
    equal(await collection.count('by-party', { party: 'p', kind: 'absent' }), 1);
    equal(await collection.count('by-party', { party: null }), 1);
  }),

  check('a value is never a part of the question', async (harness) => {
    const evil = `x' OR 1=1; DROP TABLE stalls; --`;
    const collection = await filled(harness, [put({ id: evil, party: evil }), put({ id: 'b', party: 'p' })]);
    deepEqual(idsOf(await collection.find({ index: 'by-party', equals: { party: evil }, limit: 9 })), [evil]);
    deepEqual(await collection.get(evil), { id: evil, party: evil });
    equal(await collection.count('by-party', { party: `' OR ''='` }), 0);
  }),

  check('refuses names that are no plain words', async ({ models }) => {
    const bad = [
      { ...stalls, name: 'x; DROP TABLE y' },
      { ...stalls, indexes: [{ name: 'a"b', fields: ['open'] }] },
      { ...stalls, indexes: [{ name: 'board', fields: ['open) --'] }] },
    ];
    for (const definition of bad) await rejects(models.collection(definition), TypeError);
  }),

  check('refuses a query that no index serves, and a cursor of another query', async (harness) => {
    const collection = await filled(harness, [put({ id: 'a', open: true }), put({ id: 'b', open: true })]);
    await rejects(collection.find({ index: 'none', limit: 1 }), TypeError);
    await rejects(collection.find({ index: 'board', equals: { actBy: 1 }, limit: 1 }), TypeError);
    await rejects(collection.find({ index: 'board', equals: { open: { $gt: 0 } as never }, limit: 1 }), TypeError);
    await rejects(collection.find({ index: 'board', limit: 0 }), TypeError);
    const { next } = await collection.find({ index: 'board', equals: { open: true }, limit: 1 });
    await rejects(collection.find({ index: 'by-party', limit: 1, after: next! }), InvalidCursor);
    await rejects(collection.find({ index: 'board', limit: 1, after: 'what?' }), InvalidCursor);
  }),
];

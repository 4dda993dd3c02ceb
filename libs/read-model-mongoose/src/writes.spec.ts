import { type Change, type CollectionDefinition, encodeCursor } from '@baton/read-model';
import { expect, it } from '@jest/globals';
import { orderKey } from './order-key.ts';
import { checkedId, decodeWrites, encodeWrites, partsOf, plannedQuery, type Write, writesOf } from './writes.ts';

const stalls: CollectionDefinition = {
  name: 'stalls',
  version: 1,
  indexes: [
    { name: 'board', fields: ['open', 'actBy'] },
    { name: 'all', fields: [] },
  ],
};
const put = (document: object): Change => ({ collection: 'stalls', kind: 'put', document: document as never });
const remove = (id: unknown): Change => ({ collection: 'stalls', kind: 'remove', id: id as string });
const written = (...changes: Change[]) => writesOf(changes, () => stalls);

it('keeps the text of the document and a key for each index', () => {
  expect(written(put({ id: 'a', open: true, more: [1] }))).toEqual([
    {
      to: 'stalls',
      id: 'a',
      text: '{"id":"a","open":true,"more":[1]}',
      keys: [orderKey([true, null, 'a']), orderKey(['a'])],
    },
  ]);
});

it('of several changes of a document the last one stays', () => {
  const writes = written(put({ id: 'a', open: true }), remove('b'), remove('a'), put({ id: 'b' }), put({ id: 'c' }));
  expect(writes.map(({ id, text }) => [id, text])).toEqual([
    ['a', undefined],
    ['b', '{"id":"b"}'],
    ['c', '{"id":"c"}'],
  ]);
});

/** As a hostile body would bring it. */
const hostile = (json: string): never => JSON.parse(json) as never;

it.each([
  ['an id that is an operator', () => written(put(hostile('{"id":{"$ne":null}}')))],
  ['no id', () => written(put(hostile('{"open":true}')))],
  ['the id of what is removed', () => written(remove(hostile('{"$gt":""}')))],
  ['an indexed value that is an operator', () => written(put(hostile('{"id":"a","open":{"$ne":null}}')))],
  ['an indexed value that is a list', () => written(put(hostile('{"id":"a","actBy":[1]}')))],
  ['the id that is asked for', () => checkedId(hostile('{"$regex":".*"}'))],
  ['a value', () => plannedQuery(stalls, hostile('{"index":"board","equals":{"open":{"$ne":null}}}'))],
  ['a value in a list', () => plannedQuery(stalls, hostile('{"index":"board","equals":{"open":[{"$gt":0}]}}'))],
  ['an operator as a field', () => plannedQuery(stalls, hostile('{"index":"board","equals":{"$where":"1"}}'))],
  ['an inherited field', () => plannedQuery(stalls, hostile('{"index":"board","equals":{"__proto__":true}}'))],
  ['an index', () => plannedQuery(stalls, hostile('{"index":{"$ne":null}}'))],
])('refuses an operator in the place of a plain value: %s', (_, attempt) => {
  expect(attempt).toThrow(TypeError);
});

it('refuses an operator in a cursor', () => {
  const forged = encodeCursor('board', [hostile('{"$gt":""}'), hostile('{"$gt":""}'), 'a']);
  expect(() => plannedQuery(stalls, { index: 'board', after: forged })).toThrow(/after/);
  expect(() => plannedQuery(stalls, { index: 'board', after: hostile('{"$ne":1}') })).toThrow(/after/);
});

it('writes come back as they were encoded', () => {
  const writes = written(put({ id: 'a', text: 'two\nlines\u2028 and "more"' }), remove('b\nc'), put({ id: '\u0001' }));
  expect(decodeWrites(encodeWrites(writes))).toEqual(writes);
  expect(decodeWrites(encodeWrites([]))).toEqual([]);
});

it('parts are no longer than wanted, but for a write that alone is', () => {
  const write = (id: string, length: number): Write => ({ to: 'stalls', id, text: 'x'.repeat(length), keys: ['k'] });
  const writes = [write('a', 3), write('b', 3), write('c', 3), write('d', 30), write('e', 1)];
  const parts = partsOf(writes, 10);
  expect(parts.map((part) => part.map(({ id }) => id))).toEqual([['a', 'b'], ['c'], ['d'], ['e']]);
  expect(partsOf([], 10)).toEqual([]);
});

import { expect } from '@jest/globals';
import type { Position } from '../event-store.ts';
import {
  appended,
  collect,
  type EventStoreCheck,
  faultCode,
  newEvent,
  newEvents,
  numberOf,
  openAt,
  readToHead,
} from './harness.ts';

export const readChecks: readonly EventStoreCheck[] = [
  {
    name: 'reads a stream from a revision, up to a limit',
    async run(harness) {
      const store = await openAt(harness);
      await store.append('a-1', -1, newEvents(10));
      await store.append('a-10', -1, newEvents(3, 100));
      const read = async (options?: { from?: number; limit?: number }) =>
        (await collect(store.readStream('a-1', options))).map(numberOf);
      expect(await read()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
      expect(await read({ from: 7 })).toEqual([7, 8, 9]);
      expect(await read({ from: 2, limit: 3 })).toEqual([2, 3, 4]);
      expect(await read({ limit: 0 })).toEqual([]);
      expect(await read({ from: 10 })).toEqual([]);
      expect(await collect(store.readStream('a-2'))).toEqual([]);
    },
  },
  {
    name: 'reads a stream in pages that hold every event once',
    async run(harness) {
      const store = await openAt(harness);
      await store.append('a-1', -1, newEvents(10));
      const pages = await collect(store.readStreamPages('a-1', { from: 1, pageSize: 4 }));
      expect(pages.flat().map(numberOf)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
      for (const page of pages) expect(page.length).toBeLessThanOrEqual(4);
      expect(await collect(store.readStreamPages('a-2'))).toEqual([]);
    },
  },
  {
    name: 'reads rows of 300 kB, alone and in number',
    async run(harness) {
      const store = await openAt(harness);
      const facts = Array.from({ length: 500 }, (_, n) => ({ n, text: '交接 baton '.repeat(40) }));
      for (let expected = -1; expected < 19; expected += 1) await store.append('ledger-0', expected, [newEvent(facts)]);
      const events = await collect(store.readStream('ledger-0'));
      expect(events.map(({ revision }) => revision)).toEqual(Array.from({ length: 20 }, (_, at) => at));
      expect(events[19]?.data).toEqual(facts);
      expect(await readToHead(store, ['ledger-'], 500)).toHaveLength(20);
    },
  },
  {
    name: 'reads all streams of the prefixes in the order of their appends',
    async run(harness) {
      const store = await openAt(harness);
      for (let n = 0; n < 12; n += 1)
        await store.append(`${['a-', 'b-', 'A-', 'ab-'][n % 4]}交`, Math.floor(n / 4) - 1, [newEvent({ n })]);
      const read = async (...prefixes: string[]) => (await readToHead(store, prefixes, 500)).map(numberOf);
      expect(await read('a-')).toEqual([0, 4, 8]);
      expect(await read('a')).toEqual([0, 3, 4, 7, 8, 11]);
      expect(await read('b-', 'a-')).toEqual([0, 1, 4, 5, 8, 9]);
      expect(await read('ab-', 'a')).toEqual([0, 3, 4, 7, 8, 11]);
      expect(await read('%', '_-', '*')).toEqual([]);
      expect(await faultCode(() => store.readAll({ prefixes: [] }))).toBe('invalid-argument');
    },
  },
  {
    name: 'pages by opaque positions: every event once, at the position that its append answered',
    async run(harness) {
      const store = await openAt(harness);
      const answered: Position[] = [];
      for (let n = 0; n < 23; n += 1)
        answered.push(appended(await store.append(`${n % 3 === 0 ? 'x' : 'a'}-${n}`, -1, [newEvent({ n })])).position);
      for (const limit of [1, 2, 7, 100]) {
        const events = await readToHead(store, ['a-'], limit);
        expect(events.map(numberOf)).toEqual(Array.from({ length: 23 }, (_, n) => n).filter((n) => n % 3 !== 0));
        for (const event of events) expect(event.position).toBe(answered[numberOf(event) as number]);
      }
      const rest = await store.readAll({ prefixes: ['x-', 'a-'], after: answered[19]! });
      expect(rest.events.map(numberOf)).toEqual([20, 21, 22]);
      expect(await faultCode(() => store.readAll({ prefixes: ['a'], after: 'not a position' }))).toBe(
        'invalid-argument',
      );
    },
  },
  {
    name: 'says how far the scan went although nothing matched, and where the head is',
    async run(harness) {
      const store = await openAt(harness);
      expect(await store.readAll({ prefixes: ['a-'] })).toEqual({ events: [], position: undefined, atHead: true });
      await store.append('b-1', -1, newEvents(5));
      const page = await store.readAll({ prefixes: ['a-'] });
      expect(page).toMatchObject({ events: [], atHead: true });
      expect(page.position).toBe(await store.head());
      const again = await store.readAll({ prefixes: ['a-'], after: page.position! });
      expect(again).toEqual({ events: [], position: page.position, atHead: true });
      expect(await store.readAll({ prefixes: ['b-'], limit: 2 })).toMatchObject({ atHead: false });
    },
  },
  {
    name: 'orders positions by covers, and head is behind everything',
    async run(harness) {
      const store = await openAt(harness);
      expect(await store.head()).toBeUndefined();
      const first = appended(await store.append('a-1', -1, newEvents(9))).position;
      const second = appended(await store.append('b-1', -1, newEvents(3))).position;
      expect(await store.head()).toBe(second);
      expect(store.covers(second, first)).toBe(true);
      expect(store.covers(first, first)).toBe(true);
      expect(store.covers(first, second)).toBe(false);
      expect(store.covers(undefined, undefined)).toBe(true);
      expect(store.covers(first, undefined)).toBe(true);
      expect(store.covers(undefined, first)).toBe(false);
    },
  },
  {
    name: 'counts what lies between two positions, or says that it cannot',
    async run(harness) {
      const store = await openAt(harness);
      const first = appended(await store.append('a-1', -1, newEvents(9))).position;
      const second = appended(await store.append('b-1', -1, newEvents(3))).position;
      const distances = [
        ...[store.distance(undefined, undefined), store.distance(undefined, first), store.distance(first, second)],
        ...[store.distance(undefined, second), store.distance(second, second), store.distance(second, first)],
      ];
      const unknown = distances.map(() => undefined);
      expect([[0, 9, 3, 12, 0, 0], unknown]).toContainEqual(distances);
    },
  },
];

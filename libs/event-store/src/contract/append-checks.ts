import { expect } from '@jest/globals';
import {
  appended,
  collect,
  type EventStoreCheck,
  faultCode,
  newEvent,
  newEvents,
  numberOf,
  openAt,
} from './harness.ts';

const ids = (events: readonly { readonly id: string }[]): string[] => events.map(({ id }) => id);

export const appendChecks: readonly EventStoreCheck[] = [
  {
    name: 'appends to a stream that does not exist, then behind its last revision',
    async run(harness) {
      const store = await openAt(harness);
      const first = appended(await store.append('a-1', -1, [newEvent()]));
      const second = appended(await store.append('a-1', 0, newEvents(2)));
      expect([first.revision, second.revision]).toEqual([0, 2]);
      expect((await collect(store.readStream('a-1'))).map(({ revision }) => revision)).toEqual([0, 1, 2]);
    },
  },
  {
    name: 'has stored what it has answered',
    async run(harness) {
      const store = await openAt(harness);
      const event = newEvent();
      await store.append('a-1', -1, [event]);
      expect(ids(await collect(store.readStream('a-1')))).toEqual([event.id]);
    },
  },
  {
    name: 'answers a conflict with the actual revision and writes nothing',
    async run(harness) {
      const store = await openAt(harness);
      expect(await store.append('a-1', 3, [newEvent()])).toEqual({ kind: 'conflict', actual: -1 });
      await store.append('a-1', -1, newEvents(2));
      for (const expected of [-1, 0, 2, 7])
        expect(await store.append('a-1', expected, [newEvent()])).toEqual({ kind: 'conflict', actual: 1 });
      expect(await collect(store.readStream('a-1'))).toHaveLength(2);
    },
  },
  {
    name: 'stores all events of an append, in order, at one position after the other',
    async run(harness) {
      const store = await openAt(harness);
      const result = appended(await store.append('a-1', -1, newEvents(50)));
      const events = await collect(store.readStream('a-1'));
      expect(events.map(numberOf)).toEqual(Array.from({ length: 50 }, (_, at) => at));
      expect(events.at(-1)).toMatchObject({ revision: 49, position: result.position });
      expect(new Set(events.map(({ position }) => position)).size).toBe(50);
    },
  },
  {
    name: 'takes an append repeated with the same ids at the same revision as the same append',
    async run(harness) {
      const store = await openAt(harness);
      const events = newEvents(3);
      const first = await store.append('a-1', -1, events);
      expect(await store.append('a-1', -1, events)).toEqual(first);
      await store.append('a-1', 2, [newEvent()]);
      expect(await store.append('a-1', -1, events)).toEqual(first);
      expect(await collect(store.readStream('a-1'))).toHaveLength(4);
      const both = newEvents(1);
      const results = await Promise.all([store.append('a-1', 3, both), store.append('a-1', 3, both)]);
      expect(results[1]).toEqual(results[0]);
      expect(await collect(store.readStream('a-1'))).toHaveLength(5);
    },
  },
  {
    name: 'conflicts when only some ids are the same, or their order or revision is another',
    async run(harness) {
      const store = await openAt(harness);
      const [first, second] = [newEvent(), newEvent()];
      await store.append('a-1', -1, [first, second]);
      const conflict = { kind: 'conflict', actual: 1 };
      expect(await store.append('a-1', -1, [second, first])).toEqual(conflict);
      expect(await store.append('a-1', -1, [first, newEvent()])).toEqual(conflict);
      expect(await store.append('a-1', -1, [first, second, newEvent()])).toEqual(conflict);
      expect(await store.append('a-1', 0, [first])).toEqual(conflict);
    },
  },
  {
    name: 'fences out a second owner who appends the same payload with ids of its own',
    async run(harness) {
      const store = await openAt(harness);
      const owner = newEvent({ decisions: ['d-1'], offset: 7 });
      const second = newEvent({ decisions: ['d-1'], offset: 7 });
      appended(await store.append('ledger-0', -1, [owner]));
      expect(await store.append('ledger-0', -1, [second])).toEqual({ kind: 'conflict', actual: 0 });
      expect(ids(await collect(store.readStream('ledger-0')))).toEqual([owner.id]);
    },
  },
  {
    name: 'lets one of many concurrent appends win each revision',
    async run(harness) {
      const store = await openAt(harness);
      for (let expected = -1; expected < 4; expected += 1) {
        const rivals = newEvents(8);
        const results = await Promise.all(rivals.map((event) => store.append('a-1', expected, [event])));
        expect(results.filter(({ kind }) => kind === 'appended')).toHaveLength(1);
        for (const result of results) if (result.kind === 'conflict') expect(result.actual).toBe(expected + 1);
      }
      expect((await collect(store.readStream('a-1'))).map(({ revision }) => revision)).toEqual([0, 1, 2, 3, 4]);
    },
  },
  {
    name: 'keeps the appends of one moment apart: a conflict or a fault of one fails no other',
    async run(harness) {
      const store = await openAt(harness);
      const [good, conflicting, faulty, other] = await Promise.allSettled([
        store.append('a-1', -1, [newEvent()]),
        store.append('a-2', 5, [newEvent()]),
        store.append('a-3', -1, []),
        store.append('a-4', -1, newEvents(2)),
      ]);
      expect(good).toMatchObject({ status: 'fulfilled', value: { kind: 'appended' } });
      expect(conflicting).toMatchObject({ status: 'fulfilled', value: { kind: 'conflict', actual: -1 } });
      expect(faulty).toMatchObject({ status: 'rejected', reason: { code: 'invalid-argument' } });
      expect(other).toMatchObject({ status: 'fulfilled', value: { kind: 'appended', revision: 1 } });
    },
  },
  {
    name: 'keeps unicode and nested JSON, as it was at the moment of the call',
    async run(harness) {
      const store = await openAt(harness);
      const data = {
        text: '交接棒 é 👩‍⚕️ \u0000 "q" \\',
        list: [[], {}, [null, true, -0.5, 1e21]],
        nested: { '': { ä: 'ö' } },
      };
      const before = structuredClone(data);
      const { id } = newEvent();
      const pending = store.append('müller-交', -1, [{ id, type: 't', data, metadata: { by: '交' } }]);
      data.list.push([]);
      await pending;
      const [event] = await collect(store.readStream('müller-交'));
      expect(JSON.stringify(event?.data)).toBe(JSON.stringify(before));
      expect(event).toMatchObject({ stream: 'müller-交', id, type: 't', metadata: { by: '交' } });
    },
  },
  {
    name: 'never lets recordedAt go back',
    async run(harness) {
      let reading = 0;
      const store = await harness.open(() => reading);
      for (const [at, time] of [5_000, 4_000, 6_000, 1_000, 0].entries()) {
        reading = time;
        await store.append(`a-${at % 2}`, Math.floor(at / 2) - 1, [newEvent()]);
      }
      const { events } = await store.readAll({ prefixes: ['a-'] });
      expect(events.map(({ recordedAt }) => recordedAt)).toEqual([5_000, 5_000, 6_000, 6_000, 6_000]);
    },
  },
  {
    name: 'refuses an append that is too large, by the bytes of all its events, and stays usable',
    async run(harness) {
      const store = await openAt(harness);
      const half = (length: number) => newEvent('交'.repeat(length));
      const tooLarge = Math.ceil(store.maxAppendBytes / 6) + 1;
      expect(await faultCode(() => store.append('a-1', -1, [half(tooLarge), half(tooLarge)]))).toBe('too-large');
      expect(await collect(store.readStream('a-1'))).toEqual([]);
      appended(await store.append('a-1', -1, [half(tooLarge)]));
    },
  },
  {
    name: 'refuses what is no append: no events, a bad revision, a bad name',
    async run(harness) {
      const store = await openAt(harness);
      expect(await faultCode(() => store.append('a-1', -1, []))).toBe('invalid-argument');
      for (const expected of [-2, 0.5, Number.NaN])
        expect(await faultCode(() => store.append('a-1', expected, [newEvent()]))).toBe('invalid-argument');
      for (const name of ['', 'a\0b', '\ud800', 'a'.repeat(513)])
        expect(await faultCode(() => store.append(name, -1, [newEvent()]))).toBe('invalid-argument');
    },
  },
  {
    name: 'is closed for every caller after close',
    async run(harness) {
      const store = await openAt(harness);
      await store.close();
      expect(await faultCode(() => store.append('a-1', -1, [newEvent()]))).toBe('closed');
      expect(await faultCode(() => collect(store.readStream('a-1')))).toBe('closed');
      expect(await faultCode(() => store.readAll({ prefixes: ['a'] }))).toBe('closed');
      expect(await faultCode(() => store.head())).toBe('closed');
    },
  },
];

import { expect } from '@jest/globals';
import {
  appended,
  collect,
  type EventStoreCheck,
  Follower,
  newEvent,
  newEvents,
  numberOf,
  openAt,
  readToHead,
} from './harness.ts';

export const sharingChecks: readonly EventStoreCheck[] = [
  {
    name: 'has everything after it was closed and opened again',
    needs: 'reopen',
    async run(harness) {
      const store = await harness.open(() => 9_000);
      const events = newEvents(3);
      const first = await store.append('a-1', -1, events);
      const before = await readToHead(store, [''], 500);
      const again = await harness.reopen!();
      expect(await readToHead(again, [''], 500)).toEqual(before);
      expect(await again.append('a-1', -1, events)).toEqual(first);
      expect(await again.append('a-1', -1, newEvents(3))).toEqual({ kind: 'conflict', actual: 2 });
      const { position } = appended(await again.append('a-1', 2, [newEvent()]));
      expect(again.covers(position, appended(first).position)).toBe(true);
      expect(again.covers(appended(first).position, position)).toBe(false);
    },
  },
  {
    name: 'has stored what was in flight when it was closed',
    needs: 'reopen',
    async run(harness) {
      const store = await openAt(harness);
      const pending = store.append('a-1', -1, newEvents(2));
      const again = await harness.reopen!();
      expect(await pending).toMatchObject({ kind: 'appended', revision: 1 });
      expect(await collect(again.readStream('a-1'))).toHaveLength(2);
    },
  },
  {
    name: 'lets one of two writers win each revision, and each sees what the other wrote',
    needs: 'openSecond',
    async run(harness) {
      const store = await openAt(harness);
      const second = await harness.openSecond!();
      const writers = [store, second];
      for (let expected = -1; expected < 9; expected += 1) {
        const results = await Promise.all(writers.map((writer) => writer.append('a-1', expected, [newEvent()])));
        expect(results.map(({ kind }) => kind).toSorted()).toEqual(['appended', 'conflict']);
      }
      const other = newEvents(2);
      const first = appended(await second.append('a-2', -1, other));
      expect(await store.append('a-2', -1, newEvents(2))).toEqual({ kind: 'conflict', actual: 1 });
      expect(await store.append('a-2', -1, other)).toEqual({ kind: 'appended', ...first });
      const all = await readToHead(store, ['a-'], 5);
      expect(all).toHaveLength(12);
      expect(await readToHead(second, ['a-'], 500)).toEqual(all);
      const times = all.map(({ recordedAt }) => recordedAt);
      expect(times).toEqual(times.toSorted((left, right) => left - right));
    },
  },
  {
    name: 'tells a subscriber of one writer what the other one appends',
    needs: 'openSecond',
    async run(harness) {
      const store = await openAt(harness);
      const second = await harness.openSecond!();
      const follower = new Follower(store, harness, { prefixes: ['a-'] });
      await follower.untilCaughtUp();
      await second.append('a-1', -1, newEvents(1));
      expect((await follower.events(1)).map(numberOf)).toEqual([0]);
      await store.append('a-1', 0, newEvents(1, 1));
      await second.append('a-1', 1, newEvents(1, 2));
      expect((await follower.events(2)).map(numberOf)).toEqual([1, 2]);
      await follower.stop();
    },
  },
  {
    name: 'lets a follower read and follow a log that another one writes, from before its first event on',
    needs: 'openFollower',
    async run(harness) {
      const log = await harness.openFollower!();
      expect(await log.head()).toBeUndefined();
      expect(await collect(log.readStream('a-1'))).toEqual([]);
      const follower = new Follower(log, harness, { prefixes: ['a-'] });
      expect((await follower.untilCaughtUp()).events).toEqual([]);
      const store = await openAt(harness);
      for (let n = 0; n < 20; n += 1) await store.append('a-1', n - 1, [newEvent({ n })]);
      expect((await follower.events(20)).map(numberOf)).toEqual(Array.from({ length: 20 }, (_, n) => n));
      expect(await collect(log.readStream('a-1'))).toEqual(await collect(store.readStream('a-1')));
      expect(await log.head()).toBe(await store.head());
      await follower.stop();
    },
  },
];

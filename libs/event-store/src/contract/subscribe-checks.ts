import { expect } from '@jest/globals';
import { appended, type EventStoreCheck, Follower, newEvent, newEvents, numberOf, openAt } from './harness.ts';

const upTo = (count: number): number[] => Array.from({ length: count }, (_, n) => n);

export const subscribeChecks: readonly EventStoreCheck[] = [
  {
    name: 'hands over the history, says that it has caught up, then goes on live',
    async run(harness) {
      const store = await openAt(harness);
      await store.append('a-1', -1, newEvents(3));
      await store.append('b-1', -1, newEvents(1, 50));
      const follower = new Follower(store, harness, { prefixes: ['a-'] });
      const { events, position } = await follower.untilCaughtUp();
      expect(events.map(numberOf)).toEqual([0, 1, 2]);
      expect(position).toBe(await store.head());
      await store.append('a-1', 2, newEvents(2, 3));
      await store.append('b-1', 0, newEvents(1, 51));
      await store.append('a-2', -1, newEvents(1, 5));
      expect((await follower.events(3)).map(numberOf)).toEqual([3, 4, 5]);
      await follower.stop();
    },
  },
  {
    name: 'says that it has caught up on an empty store, and again after what came since',
    async run(harness) {
      const store = await openAt(harness);
      const follower = new Follower(store, harness, { prefixes: ['a-'] });
      expect(await follower.untilCaughtUp()).toEqual({ events: [], position: undefined });
      const { position } = appended(await store.append('b-1', -1, newEvents(2)));
      expect(await follower.untilCaughtUp()).toEqual({ events: [], position });
      await follower.stop();
    },
  },
  {
    name: 'begins behind the position that it is given',
    async run(harness) {
      const store = await openAt(harness);
      const { position } = appended(await store.append('a-1', -1, newEvents(3)));
      await store.append('a-1', 2, newEvents(2, 3));
      const follower = new Follower(store, harness, { prefixes: ['a-'], after: position });
      expect((await follower.untilCaughtUp()).events.map(numberOf)).toEqual([3, 4]);
      await follower.stop();
    },
  },
  {
    name: 'loses and doubles nothing while appends race with the switch to live',
    async run(harness) {
      const store = await openAt(harness);
      const count = 120;
      const write = async (): Promise<void> => {
        for (let n = 0; n < count; n += 1) await store.append('a-1', n - 1, [newEvent({ n })]);
      };
      const writing = write();
      const followers = upTo(8).map(() => new Follower(store, harness, { prefixes: ['a-'] }));
      const seen = await Promise.all(followers.map((follower) => follower.events(count)));
      await writing;
      for (const events of seen) expect(events.map(numberOf)).toEqual(upTo(count));
      await store.append('a-1', count - 1, [newEvent({ n: count })]);
      for (const follower of followers) expect((await follower.events(1)).map(numberOf)).toEqual([count]);
      await Promise.all(followers.map((follower) => follower.stop()));
    },
  },
  {
    name: 'ends without an error when it is cancelled: waiting, in the middle, or before it began',
    async run(harness) {
      const store = await openAt(harness);
      await store.append('a-1', -1, newEvents(10));
      const waiting = new Follower(store, harness, { prefixes: ['a-'] });
      await waiting.untilCaughtUp();
      expect(await waiting.stop()).toBe('ended');
      const between = new Follower(store, harness, { prefixes: ['a-'] });
      await between.events(3);
      expect(await between.stop()).toBe('ended');
      expect(await new Follower(store, harness, { prefixes: ['a-'] }).stop()).toBe('ended');
    },
  },
];

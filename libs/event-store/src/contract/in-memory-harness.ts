import { InMemoryEventStore } from '../in-memory-event-store.ts';
import type { EventStore } from '../event-store.ts';
import type { EventStoreHarness } from './harness.ts';

/** One object is the store, so a second writer and a follower are the same object. */
export const inMemoryHarness = (
  create: (now: () => number) => EventStore = (now) => new InMemoryEventStore({ now }),
): EventStoreHarness => {
  let now = (): number => 1_000;
  let store: EventStore | undefined;
  const theStore = (): EventStore => (store ??= create(() => now()));
  return {
    async open(clock) {
      now = clock;
      return theStore();
    },
    openSecond: async () => theStore(),
    openFollower: async () => theStore(),
    close: async () => store?.close(),
  };
};

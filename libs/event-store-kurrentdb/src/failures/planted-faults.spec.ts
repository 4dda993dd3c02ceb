import type { EventStore, StoredEvent, SubscriptionItem } from '@baton/event-store';
import { describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { KurrentdbEventStore } from '../kurrentdb-event-store.ts';
import type { KurrentdbEventStoreOptions } from '../store-options.ts';
import { appendFailures } from './append-failures.fixture.ts';
import { FailureScene } from './failure-scene.fixture.ts';
import { openFailures } from './open-failures.fixture.ts';
import { nowhere, plant, type Store, theCheck, withAppend } from './planting.fixture.ts';
import { readFailures } from './read-failures.fixture.ts';
import { subscriptionFailures } from './subscription-failures.fixture.ts';

type Append = EventStore['append'];
type Subscription = Parameters<EventStore['subscribe']>[0];

/** Of a store without patience: what `instead` answers when an append's outcome is open. */
const withoutPatience = (instead: (store: Store, append: Parameters<Append>) => ReturnType<Append>) =>
  withAppend(
    (store) =>
      (...append) =>
        store.append(...append).catch(() => instead(store, append)),
  );

/** Follows by reading; after a fault it goes on where `again` says. */
const followed = (again: (store: Store, last: string | undefined) => Promise<string | undefined>) =>
  plant((store) => ({
    async *subscribe({ prefixes, after, signal }: Subscription): AsyncGenerator<SubscriptionItem> {
      let last = after;
      while (!signal.aborted) {
        await new Promise((resolve) => setTimeout(resolve, 10));
        try {
          const page = await store.readAll({ prefixes, ...(last !== undefined && { after: last }) });
          for (const event of page.events) yield { kind: 'event', event };
          last = page.position;
          if (page.atHead) yield { kind: 'caught-up', position: last };
        } catch {
          last = await again(store, last).catch(() => last);
        }
      }
    },
  }));

const impatient = { patienceMs: 0 };
type Fault = {
  readonly wrap?: (store: Store) => EventStore;
  readonly options?: Partial<KurrentdbEventStoreOptions>;
  readonly caughtBy: string;
};

const failureFaults: Readonly<Record<string, Fault>> = {
  'does not try again': { options: impatient, caughtBy: 'appends once through: unavailable, before' },
  'tries again with new ids': {
    options: impatient,
    wrap: withoutPatience((store, [stream, expected, events]) =>
      store.append(
        stream,
        expected,
        events.map((event) => ({ ...event, id: randomUUID() })),
      ),
    ),
    caughtBy: 'appends once through: reset, after the commit',
  },
  'takes an open outcome for success': {
    options: impatient,
    wrap: withoutPatience(async (_store, [, expected, events]) => nowhere(expected, events)),
    caughtBy: 'appends once through: silence, before',
  },
  'appends behind whatever is there when the outcome is open': {
    options: impatient,
    wrap: withoutPatience(async (store, [stream, , events]) => {
      let last = -1;
      for await (const { revision } of store.readStream(stream)) last = revision;
      return store.append(stream, last, events);
    }),
    caughtBy: 'another owner appended while the outcome was open',
  },
  'takes a broken read for a short one': {
    options: impatient,
    wrap: plant((store) => ({
      async *readStream(...read: Parameters<EventStore['readStream']>): AsyncGenerator<StoredEvent> {
        try {
          yield* store.readStream(...read);
        } catch {
          return;
        }
      },
    })),
    caughtBy: 'reads every event once through: reset half-way',
  },
  'resubscribes with a gap': {
    options: impatient,
    wrap: followed((store) => store.head()),
    caughtBy: 'sees what was appended while it could not reach the server',
  },
  'resubscribes from the beginning': {
    options: impatient,
    wrap: followed(async () => undefined),
    caughtBy: 'sees what was appended while it could not reach the server',
  },
  'trusts a subscription that says nothing': {
    options: { silenceMs: 3_600_000 },
    caughtBy: 'finds out that the server forgot to tell it',
  },
  'trusts a connection that says nothing': {
    options: { silenceMs: 3_600_000 },
    caughtBy: 'leaves a connection that says nothing any more',
  },
  'asks again and again': {
    options: { silenceMs: 50 },
    wrap: followed(async (_store, last) => last),
    caughtBy: 'asks next to nothing',
  },
  'stays open': {
    options: { patienceMs: 100 },
    wrap: plant(() => ({ close: async () => {} })),
    caughtBy: 'ends all that runs when it is closed',
  },
};

const failureChecks = [...appendFailures, ...readFailures, ...subscriptionFailures, ...openFailures];

describe('the failures of the peer', () => {
  it.each(Object.entries(failureFaults))('catch a store that %s', async (_name, { wrap, options, caughtBy }) => {
    const stores: Store[] = [];
    const scene = new FailureScene(async (asked) => {
      const store = await KurrentdbEventStore.open({ ...asked, ...options });
      stores.push(store);
      return wrap?.(store) ?? store;
    });
    await expect(theCheck(failureChecks, caughtBy).run(scene)).rejects.toThrow();
    await scene.close();
    for (const store of stores) await store.close();
  });
});

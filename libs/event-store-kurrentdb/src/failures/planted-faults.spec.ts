import type { AppendResult, EventStore, NewEvent, StoredEvent, SubscriptionItem } from '@baton/event-store';
import { eventStoreChecks } from '@baton/event-store/contract';
import { describe, expect, it } from '@jest/globals';
import { createHash, randomUUID } from 'node:crypto';
import { KurrentdbEventStore, type KurrentdbEventStoreOptions } from '../kurrentdb-event-store.ts';
import { peerHarness } from '../peer/peer-harness.fixture.ts';
import { appendFailures } from './append-failures.fixture.ts';
import { FailureScene } from './failure-scene.fixture.ts';
import { openFailures } from './open-failures.fixture.ts';
import { readFailures } from './read-failures.fixture.ts';
import { subscriptionFailures } from './subscription-failures.fixture.ts';

type Store = KurrentdbEventStore;
type Append = EventStore['append'];
type Subscription = Parameters<EventStore['subscribe']>[0];

/** The store, but for what `broken` replaces. */
const plant =
  (broken: (store: Store) => Partial<EventStore>) =>
  (store: Store): EventStore => {
    const replaced = broken(store);
    return new Proxy<EventStore>(store, {
      get: (target, key) => {
        const member: unknown = Reflect.get(replaced, key) ?? Reflect.get(target, key);
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
  };

const withAppend = (append: (store: Store) => Append) => plant((store) => ({ append: append(store) }));

const nowhere = (expected: number, events: readonly NewEvent[]): AppendResult => ({
  kind: 'appended',
  revision: expected + events.length,
  position: '0/0',
});

const idOf = (data: unknown): string =>
  createHash('md5')
    .update(JSON.stringify(data))
    .digest('hex')
    .replace(/^(.{8})(.{4})(.{4})(.{4})/, '$1-$2-$3-$4-');

/** Of a store without patience: what `instead` answers when an append's outcome is open. */
const withoutPatience = (instead: (store: Store, ...append: Parameters<Append>) => ReturnType<Append>) =>
  withAppend(
    (store) =>
      (...append) =>
        store.append(...append).catch(() => instead(store, ...append)),
  );

/** Follows by reading; after a fault it goes on where `again` says. */
const followed = (again: (store: Store, last: string | undefined) => Promise<string | undefined>) =>
  plant((store) => ({
    async *subscribe({ prefixes, after, signal }: Subscription): AsyncGenerator<SubscriptionItem> {
      let last = after;
      while (!signal.aborted)
        try {
          const page = await store.readAll({ prefixes, ...(last !== undefined && { after: last }) });
          for (const event of page.events) yield { kind: 'event', event };
          last = page.position;
          if (page.atHead) yield { kind: 'caught-up', position: last };
          await new Promise((resolve) => setTimeout(resolve, 10));
        } catch {
          last = await again(store, last).catch(() => last);
        }
    },
  }));

const contractFaults = {
  'answers before the commit': {
    wrap: withAppend((store) => async (stream, expected, events) => {
      setTimeout(() => void store.append(stream, expected, events).catch(() => {}), 30);
      return nowhere(expected, events);
    }),
    caughtBy: 'has stored what it has answered',
  },
  'swallows a conflict': {
    wrap: withAppend((store) => async (stream, expected, events) => {
      const result = await store.append(stream, expected, events);
      return result.kind === 'conflict' ? nowhere(expected, events) : result;
    }),
    caughtBy: 'answers a conflict with the actual revision',
  },
  'takes a second owner’s identical append for a retry': {
    wrap: withAppend(
      (store) => (stream, expected, events) =>
        store.append(
          stream,
          expected,
          events.map((event) => ({ ...event, id: idOf(event.data) })),
        ),
    ),
    caughtBy: 'fences out a second owner',
  },
};

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
    wrap: withoutPatience((store, stream, expected, events) =>
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
    wrap: withoutPatience(async (_store, _stream, expected, events) => nowhere(expected, events)),
    caughtBy: 'appends once through: silence, before',
  },
  'appends behind whatever is there when the outcome is open': {
    options: impatient,
    wrap: withoutPatience(async (store, stream, _expected, events) => {
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
  'stays open': { wrap: plant(() => ({ close: async () => {} })), caughtBy: 'ends all that runs when it is closed' },
};

const failureChecks = [...appendFailures, ...readFailures, ...subscriptionFailures, ...openFailures];

const theCheck = <Check extends { readonly name: string }>(checks: readonly Check[], name: string): Check => {
  const found = checks.filter((check) => check.name.includes(name));
  if (found.length !== 1) throw new Error(`${found.length} checks are named so: ${name}`);
  return found[0]!;
};

describe('the contract, over the peer,', () => {
  it.each(Object.entries(contractFaults))('catches a store that %s', async (_name, { wrap, caughtBy }) => {
    const harness = { ...peerHarness(wrap), patienceMs: 100 };
    await expect(theCheck(eventStoreChecks, caughtBy).run(harness)).rejects.toThrow();
    await harness.close();
  });
});

describe('the failures of the peer', () => {
  it.each(Object.entries(failureFaults))('catch a store that %s', async (_name, { wrap, options, caughtBy }) => {
    const stores: Store[] = [];
    const scene = new FailureScene(async (asked) => {
      const store = await KurrentdbEventStore.open({ ...asked, ...options });
      stores.push(store);
      return wrap?.(store) ?? store;
    });
    await expect(theCheck(failureChecks, caughtBy).run(scene)).rejects.toThrow();
    for (const store of stores) await store.close();
    await scene.close();
  });
});

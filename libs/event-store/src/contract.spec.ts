import { describe, expect, it } from '@jest/globals';
import { eventStoreChecks } from './contract.ts';
import { inMemoryHarness } from './contract/in-memory-harness.ts';
import { InMemoryEventStore } from './in-memory-event-store.ts';
import type {
  AppendResult,
  EventStore,
  NewEvent,
  ReadAllOptions,
  StoredEvent,
  SubscriptionItem,
} from './event-store.ts';

type Options = ReadAllOptions & { readonly limit?: number };
type Store = InMemoryEventStore;

/** A store that keeps the contract but for what `broken` replaces. */
const plant =
  (broken: (store: Store) => Partial<EventStore>) =>
  (now: () => number): EventStore => {
    const store = new InMemoryEventStore({ now });
    const replaced = broken(store);
    return new Proxy<EventStore>(store, {
      get: (target, key) => {
        const member: unknown = Reflect.get(replaced, key) ?? Reflect.get(target, key);
        return typeof member === 'function' ? member.bind(target) : member;
      },
    });
  };

const lastRevision = async (store: Store, stream: string): Promise<number> => {
  let revision = -1;
  for await (const event of store.readStream(stream)) revision = event.revision;
  return revision;
};

async function* without(items: AsyncIterable<SubscriptionItem>, dropped: (item: SubscriptionItem) => boolean) {
  for await (const item of items) if (!dropped(item)) yield item;
}

async function* onlyWhile(items: AsyncIterable<SubscriptionItem>, signal: AbortSignal) {
  yield* items;
  signal.throwIfAborted();
}

async function* twiceAfterCatchingUp(items: AsyncIterable<SubscriptionItem>) {
  let last: SubscriptionItem | undefined;
  for await (const item of items) {
    yield item;
    if (item.kind === 'caught-up' && last !== undefined) yield last;
    if (item.kind === 'event') last = item;
  }
}

const withoutTheFirstLive = (items: AsyncIterable<SubscriptionItem>) => {
  let live = false;
  let lost = false;
  return without(items, (item) => {
    if (item.kind === 'caught-up') live = true;
    if (item.kind !== 'event' || !live || lost) return false;
    lost = true;
    return true;
  });
};

const answeredEarly = (store: Store) => async (stream: string, expected: number, events: readonly NewEvent[]) => {
  setTimeout(() => void store.append(stream, expected, events).catch(() => {}), 5);
  return { kind: 'appended', revision: expected + events.length, position: 'm0' } satisfies AppendResult;
};

const sameIds = (store: Store) => async (stream: string, expected: number, events: readonly NewEvent[]) => {
  const asOneOwner = events.map((event) => ({ ...event, id: JSON.stringify(event.data ?? null) }));
  return store.append(stream, expected, asOneOwner);
};

const freshIds = (store: Store) => async (stream: string, expected: number, events: readonly NewEvent[]) =>
  store.append(
    stream,
    expected,
    events.map((event, at) => ({ ...event, id: `${Math.random()}-${at}` })),
  );

const changedEvents = (store: Store, change: (event: StoredEvent) => StoredEvent): Partial<EventStore> => ({
  readAll: async (options: Options) => {
    const page = await InMemoryEventStore.prototype.readAll.call(store, options);
    return { ...page, events: page.events.map(change) };
  },
});

const faults: Readonly<
  Record<string, { readonly broken: (store: Store) => Partial<EventStore>; readonly caughtBy: string }>
> = {
  'ignores the expected revision': {
    broken: (store) => ({
      append: async (stream, _expected, events) => store.append(stream, await lastRevision(store, stream), events),
    }),
    caughtBy: 'answers a conflict with the actual revision',
  },
  'throws on a conflict': {
    broken: (store) => ({
      append: async (stream, expected, events) => {
        const result = await store.append(stream, expected, events);
        if (result.kind === 'conflict') throw new Error('wrong expected version');
        return result;
      },
    }),
    caughtBy: 'answers a conflict with the actual revision',
  },
  'drops the last event of a batch': {
    broken: (store) => ({
      append: (stream, expected, events) =>
        store.append(stream, expected, events.length > 1 ? events.slice(0, -1) : events),
    }),
    caughtBy: 'stores all events of an append',
  },
  'answers before it stores': {
    broken: (store) => ({ append: answeredEarly(store) }),
    caughtBy: 'has stored what it has answered',
  },
  'knows a repeat by its payload': {
    broken: (store) => ({ append: sameIds(store) }),
    caughtBy: 'fences out a second owner',
  },
  'knows no repeat': {
    broken: (store) => ({ append: freshIds(store) }),
    caughtBy: 'takes an append repeated',
  },
  'takes anything however large': {
    broken: (store) => ({ append: (...append) => store.append(...append), maxAppendBytes: 1_000 }),
    caughtBy: 'refuses an append that is too large',
  },
  'goes on after close': {
    broken: () => ({ close: async () => {} }),
    caughtBy: 'is closed for every caller',
  },
  'ignores the prefixes': {
    broken: (store) => ({ readAll: (options) => store.readAll({ ...options, prefixes: [''] }) }),
    caughtBy: 'reads all streams of the prefixes',
  },
  'takes its position as including': {
    broken: (store) => ({ readAll: ({ after: _after, ...options }) => store.readAll(options) }),
    caughtBy: 'pages by opaque positions',
  },
  'stays where it was when nothing matches': {
    broken: (store) => ({
      readAll: async (options: Options) => {
        const page = await store.readAll(options);
        return page.events.length > 0 ? page : { ...page, position: options.after };
      },
    }),
    caughtBy: 'says how far the scan went',
  },
  'is always at the head': {
    broken: (store) => ({ readAll: async (options) => ({ ...(await store.readAll(options)), atHead: true }) }),
    caughtBy: 'says how far the scan went',
  },
  'lets recordedAt follow a clock that goes back': {
    broken: (store) => changedEvents(store, (event) => ({ ...event, recordedAt: -Number(event.position.slice(1)) })),
    caughtBy: 'never lets recordedAt go back',
  },
  'never says caught-up': {
    broken: (store) => ({
      subscribe: (options) => without(store.subscribe(options), (item) => item.kind === 'caught-up'),
    }),
    caughtBy: 'says that it has caught up on an empty store',
  },
  'loses the first event of the switch to live': {
    broken: (store) => ({ subscribe: (options) => withoutTheFirstLive(store.subscribe(options)) }),
    caughtBy: 'hands over the history',
  },
  'doubles an event at the switch to live': {
    broken: (store) => ({ subscribe: (options) => twiceAfterCatchingUp(store.subscribe(options)) }),
    caughtBy: 'loses and doubles nothing',
  },
  'ends a cancelled subscription with an error': {
    broken: (store) => ({ subscribe: (options) => onlyWhile(store.subscribe(options), options.signal) }),
    caughtBy: 'ends without an error when it is cancelled',
  },
};

const failedChecks = async (create?: (now: () => number) => EventStore): Promise<string[]> => {
  const failed: string[] = [];
  for (const check of eventStoreChecks) {
    const harness = { ...inMemoryHarness(create), patienceMs: 60 };
    if (check.needs !== undefined && harness[check.needs] === undefined) continue;
    await check.run(harness).catch(() => failed.push(check.name));
    await harness.close();
  }
  return failed;
};

describe('the contract suite', () => {
  it('finds nothing wrong with a store that keeps it', async () => {
    expect(await failedChecks()).toEqual([]);
  });

  it.each(Object.entries(faults))('catches a store that %s', async (_name, { broken, caughtBy }) => {
    expect(await failedChecks(plant(broken))).toContainEqual(expect.stringContaining(caughtBy));
  });
});

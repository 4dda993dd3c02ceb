import { randomUUID } from 'node:crypto';
import type {
  AppendResult,
  EventLog,
  EventStore,
  EventStoreFault,
  NewEvent,
  Position,
  StoredEvent,
  SubscriptionItem,
} from '../event-store.ts';

/** What an adapter gives to the suite. `now` of its stores is `harness.now`; their `maxAppendBytes` is at most 4 MiB. */
export interface EventStoreHarness {
  /** A fresh, empty store. */
  open(now: () => number): Promise<EventStore>;
  /** Closes the store and opens the same one again. Absent: nothing outlives the object. */
  reopen?(): Promise<EventStore>;
  /** Another writer over the same store. */
  openSecond?(): Promise<EventStore>;
  /** A reader of what the first one writes. */
  openFollower?(): Promise<EventLog>;
  /** Closes and removes everything. */
  close(): Promise<void>;
  /** How long a check waits for what must come; default 5,000. */
  readonly patienceMs?: number;
}

export interface EventStoreCheck {
  readonly name: string;
  readonly needs?: 'reopen' | 'openSecond' | 'openFollower';
  run(harness: EventStoreHarness): Promise<void>;
}

export const openAt = (harness: EventStoreHarness, now = 1_000): Promise<EventStore> => harness.open(() => now);

export const newEvent = (data: unknown = { n: 1 }): NewEvent => ({ id: randomUUID(), type: 'test.happened.v1', data });
export const newEvents = (count: number, first = 0): NewEvent[] =>
  Array.from({ length: count }, (_, at) => newEvent({ n: first + at }));

export const numberOf = (event: StoredEvent): unknown => (event.data as { readonly n: unknown }).n;

export const collect = async <Item>(items: AsyncIterable<Item>): Promise<Item[]> => {
  const all: Item[] = [];
  for await (const item of items) all.push(item);
  return all;
};

export const appended = (result: AppendResult): { readonly revision: number; readonly position: Position } => {
  if (result.kind !== 'appended') throw new Error(`expected an append, got a conflict at ${result.actual}`);
  return result;
};

export const faultCode = async (attempt: () => Promise<unknown>): Promise<string> => {
  try {
    await attempt();
  } catch (error) {
    return (error as EventStoreFault).name === 'EventStoreFault' ? (error as EventStoreFault).code : String(error);
  }
  return 'no fault';
};

/** Reads page after page until the head, at most `pages` of them. */
export const readToHead = async (log: EventLog, prefixes: readonly string[], limit: number): Promise<StoredEvent[]> => {
  const events: StoredEvent[] = [];
  let after: Position | undefined;
  for (let pages = 0; pages < 1_000; pages += 1) {
    const page = await log.readAll({ prefixes, limit, ...(after === undefined ? {} : { after }) });
    if (page.events.length > limit) throw new Error(`a page of ${page.events.length} events, ${limit} were asked for`);
    events.push(...page.events);
    after = page.position;
    if (page.atHead) return events;
  }
  throw new Error('reading all never came to the head');
};

/** Takes subscription items one by one; what does not come in time is an error that says what was awaited. */
export class Follower {
  readonly #stop = new AbortController();
  readonly #items: AsyncIterator<SubscriptionItem>;
  readonly #patienceMs: number;

  constructor(log: EventLog, harness: EventStoreHarness, options: { prefixes: readonly string[]; after?: Position }) {
    this.#patienceMs = harness.patienceMs ?? 5_000;
    this.#items = log.subscribe({ ...options, signal: this.#stop.signal })[Symbol.asyncIterator]();
  }

  async next(what: string): Promise<SubscriptionItem> {
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error(`waited in vain for ${what}`)), this.#patienceMs);
    try {
      const item = await Promise.race([this.#items.next(), late]);
      if (item.done === true) throw new Error(`the subscription ended before ${what}`);
      return item.value;
    } finally {
      clearTimeout(timer);
    }
  }

  /** The events up to the next caught-up signal, and its position. */
  async untilCaughtUp(): Promise<{ readonly events: StoredEvent[]; readonly position: Position | undefined }> {
    const events: StoredEvent[] = [];
    for (;;) {
      const item = await this.next('the caught-up signal');
      if (item.kind === 'caught-up') return { events, position: item.position };
      events.push(item.event);
    }
  }

  async events(count: number): Promise<StoredEvent[]> {
    const events: StoredEvent[] = [];
    while (events.length < count) {
      const item = await this.next(`event ${events.length + 1} of ${count}`);
      if (item.kind === 'event') events.push(item.event);
    }
    return events;
  }

  /** Aborts and reads on to the end, which must come without an error. */
  async stop(): Promise<'ended'> {
    const pending = (async () => {
      while ((await this.#items.next()).done !== true);
    })();
    this.#stop.abort();
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(() => reject(new Error('the cancelled subscription did not end')), this.#patienceMs);
    await Promise.race([pending, late]).finally(() => clearTimeout(timer));
    return 'ended';
  }
}

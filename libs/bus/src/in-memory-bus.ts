import { caseIdOf, type CloudEvent } from '@baton/contracts';
import { FeedBus } from './feeds/feed-bus.ts';
import type { Feed, FeedEntry, FeedPage } from './feeds/feed.ts';
import { type GroupRecords, InMemoryGroupRecords } from './feeds/group-record.ts';
import { InMemoryProgressBoard } from './feeds/progress-board.ts';
import type { RetryPolicy } from './feeds/retry-policy.ts';
import { WakeUp } from './feeds/wake-up.ts';

const pageSize = 500;

interface Published {
  readonly topic: string;
  /** JSON text, so that nobody shares an object with the publisher. */
  readonly event: string;
  readonly recordedAt: number;
}

/** What outlives one instance of the in-memory bus. */
export class InMemoryBusStorage {
  readonly published: Published[] = [];
  readonly records: GroupRecords = new InMemoryGroupRecords();
  readonly changes: WakeUp = new WakeUp();
}

export interface InMemoryBusOptions {
  readonly now: () => number;
  readonly storage?: InMemoryBusStorage;
  readonly retry?: Partial<RetryPolicy>;
  readonly concurrency?: number;
}

/** The port's meaning without a disk. */
export class InMemoryBus extends FeedBus {
  readonly #storage: InMemoryBusStorage;
  readonly #now: () => number;

  constructor(options: InMemoryBusOptions) {
    const { storage = new InMemoryBusStorage(), now, retry = {}, concurrency = 16 } = options;
    const board = new InMemoryProgressBoard();
    super({ feeds: [new InMemoryFeed(storage)], records: storage.records, board, now, retry, concurrency });
    this.#storage = storage;
    this.#now = now;
  }

  async publish(topic: string, events: readonly CloudEvent[]): Promise<void> {
    const recordedAt = this.#now();
    for (const event of events) this.#storage.published.push({ topic, event: JSON.stringify(event), recordedAt });
    this.#storage.changes.announce();
  }
}

class InMemoryFeed implements Feed {
  readonly name = 'memory';
  readonly #storage: InMemoryBusStorage;

  constructor(storage: InMemoryBusStorage) {
    this.#storage = storage;
  }

  get version(): number {
    return this.#storage.changes.version;
  }

  async read(topics: readonly string[], after: string | undefined): Promise<FeedPage> {
    const { published } = this.#storage;
    const { version } = this;
    const from = after === undefined ? 0 : Number(after) + 1;
    const until = Math.min(from + pageSize, published.length);
    const entries: FeedEntry[] = [];
    for (let index = from; index < until; index += 1) {
      const { topic, event, recordedAt } = published[index]!;
      if (!topics.includes(topic)) continue;
      const parsed = JSON.parse(event) as CloudEvent;
      entries.push({
        position: String(index),
        deliveries: [{ topic, key: caseIdOf(parsed) ?? '', event: parsed, recordedAt }],
      });
    }
    const position = until === 0 ? undefined : String(until - 1);
    return { entries, position, atHead: until === published.length, version };
  }

  moved(version: number, signal: AbortSignal): Promise<void> {
    return this.#storage.changes.after(version, signal);
  }

  nudge(): void {
    this.#storage.changes.announce();
  }

  async head(): Promise<string | undefined> {
    const { length } = this.#storage.published;
    return length === 0 ? undefined : String(length - 1);
  }

  covers(other: string | undefined, position: string | undefined): boolean {
    return position === undefined || (other !== undefined && Number(other) >= Number(position));
  }

  distance(after: string | undefined, to: string | undefined): number {
    return Math.max(0, Number(to ?? -1) - Number(after ?? -1));
  }

  async close(): Promise<void> {
    this.#storage.changes.announce();
  }
}

import { shardOf } from '@baton/contracts';
import type { BatchSubscription, BusPosition, Delivery } from '../bus.ts';
import type { Feed, FeedEntry } from './feed.ts';
import { patientRead } from './patient-read.ts';

const over = 'one of the feeds has moved';

interface Buffer {
  readonly feed: Feed;
  entries: FeedEntry[];
  /** What is taken and skipped. */
  position: string | undefined;
  /** Where the next read starts. */
  scanned: string | undefined;
  version: number;
  atHead: boolean;
}

/** What was read of each feed and not taken yet; batches are merged from it by the time of recording. */
export class FeedBuffers {
  readonly #buffers: readonly Buffer[];
  readonly #subscription: BatchSubscription;

  constructor(feeds: readonly Feed[], subscription: BatchSubscription) {
    this.#subscription = subscription;
    this.#buffers = feeds.map((feed) => {
      const after = subscription.after[feed.name];
      return { feed, entries: [], position: after, scanned: after, version: -1, atHead: false };
    });
  }

  /** What is taken and skipped so far; positions of feeds that this process does not follow stay as they were. */
  position(): BusPosition {
    const position: Record<string, string> = { ...this.#subscription.after };
    for (const buffer of this.#buffers) if (buffer.position !== undefined) position[buffer.feed.name] = buffer.position;
    return position;
  }

  /** Reads on wherever nothing is left to take. */
  async fill(signal: AbortSignal): Promise<void> {
    const worthwhile = this.#buffers.filter(
      ({ entries, atHead, feed, version }) => entries.length === 0 && !(atHead && feed.version === version),
    );
    await Promise.all(worthwhile.map((buffer) => this.#read(buffer, signal)));
  }

  /** At most `maxEvents` (500): an entry with more than that goes alone. Empty: only what is skipped has moved. */
  take(): readonly Delivery[] {
    const maxEvents = this.#subscription.maxEvents ?? 500;
    const batch: Delivery[] = [];
    for (;;) {
      if (this.#buffers.some(({ entries, atHead }) => entries.length === 0 && !atHead)) return batch;
      const next = this.#oldest();
      if (next === undefined) return batch;
      const { position, deliveries } = next.entries[0]!;
      if (batch.length > 0 && batch.length + deliveries.length > maxEvents) return batch;
      batch.push(...deliveries.map((delivery) => ({ ...delivery, attempts: 0 })));
      next.entries.shift();
      next.position = next.entries.length === 0 ? next.scanned : position;
    }
  }

  get atHead(): boolean {
    return this.#buffers.every(({ atHead, entries }) => atHead && entries.length === 0);
  }

  /** Resolves when there may be more, or when `signal` aborts. */
  async moved(signal: AbortSignal): Promise<void> {
    const first = new AbortController();
    const either = AbortSignal.any([signal, first.signal]);
    await Promise.race(this.#buffers.map(({ feed, version }) => feed.moved(version, either)));
    // Without a reason of its own, each abort would make an exception with its stack.
    first.abort(over);
  }

  #oldest(): Buffer | undefined {
    let oldest: Buffer | undefined;
    for (const buffer of this.#buffers)
      if (buffer.entries.length > 0 && (oldest === undefined || recordedAt(buffer) < recordedAt(oldest)))
        oldest = buffer;
    return oldest;
  }

  async #read(buffer: Buffer, signal: AbortSignal): Promise<void> {
    const { topics } = this.#subscription;
    const page = await patientRead(buffer.feed, { topics, after: buffer.scanned, signal });
    if (page === undefined) return;
    buffer.entries = page.entries
      .map(({ position, deliveries }) => ({ position, deliveries: deliveries.filter((one) => this.#isOwn(one)) }))
      .filter(({ deliveries }) => deliveries.length > 0);
    buffer.scanned = page.position;
    buffer.version = page.version;
    buffer.atHead = page.atHead;
    if (buffer.entries.length === 0) buffer.position = page.position;
  }

  #isOwn({ topic, key }: Omit<Delivery, 'attempts'>): boolean {
    const { shards } = this.#subscription;
    return shards === undefined || shards.everyShard.includes(topic) || shards.own.includes(shardOf(key, shards.of));
  }
}

const recordedAt = ({ entries }: Buffer): number => entries[0]!.deliveries[0]!.recordedAt;

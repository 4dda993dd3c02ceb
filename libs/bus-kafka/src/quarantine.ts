import { randomUUID } from 'node:crypto';
import type { Parked } from '@baton/bus';
import type { Message } from 'kafkajs';
import { asAsked } from './assigners.ts';
import type { EventPlace } from './event-places.ts';
import type { ReaderTimes } from './consumer-life.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import { closedFault } from './kafka-fault.ts';
import { PartitionFeed } from './partition-feed.ts';
import { type Extent, placeIn } from './partition-names.ts';
import { PartitionReader } from './partition-reader.ts';
import {
  entryIn,
  entryKey,
  keyOf,
  messageOfEntry,
  messageOfRaw,
  type QuarantineEntry,
  quarantineTopic,
  tombstoneOf,
} from './quarantine-entry.ts';

export interface QuarantineSetting {
  readonly cluster: KafkaCluster;
  readonly partitions: number;
  readonly times: ReaderTimes;
  send(topic: string, messages: readonly Message[]): Promise<void>;
}

/** The quarantine's topic, kept for ever by key, and its content in memory once somebody has asked for it. */
export class Quarantine {
  readonly #setting: QuarantineSetting;
  readonly #entries = new Map<string, QuarantineEntry>();
  readonly #listeners = new Set<(entry: QuarantineEntry) => void>();
  #feeds: readonly PartitionFeed[] = [];
  #reader: PartitionReader | undefined;
  #isClosed = false;

  constructor(setting: QuarantineSetting) {
    this.#setting = setting;
  }

  /** Durable when it resolves. */
  put(entries: readonly QuarantineEntry[]): Promise<void> {
    const { partitions, send } = this.#setting;
    return send(
      quarantineTopic,
      entries.map((entry) => messageOfEntry(entry, partitions)),
    );
  }

  park(parked: Parked, place: EventPlace): Promise<void> {
    return this.put([{ state: 'parked', parked, place }]);
  }

  remove(entry: QuarantineEntry): Promise<void> {
    return this.#setting.send(quarantineTopic, [tombstoneOf(entry, this.#setting.partitions)]);
  }

  /** Oldest first. */
  async parked(group?: string): Promise<readonly Parked[]> {
    await this.caughtUp();
    return [...this.#entries.values()]
      .filter(({ state, parked }) => state === 'parked' && (group === undefined || parked.group === group))
      .map(({ parked }) => parked)
      .sort((one, other) => one.parkedAt - other.parkedAt);
  }

  released(group: string): readonly QuarantineEntry[] {
    return [...this.#entries.values()].filter(({ state, parked }) => state === 'released' && parked.group === group);
  }

  /** Hands it to its group; what is no CloudEvent is sent to its topic once more. False: it is not parked. */
  async release(group: string, eventId: string, source: string): Promise<boolean> {
    await this.caughtUp();
    const entry = this.#entries.get(entryKey(group, source, eventId));
    if (entry?.state !== 'parked') return false;
    if (entry.raw === undefined) await this.put([{ ...entry, state: 'released' }]);
    else {
      await this.#setting.send(entry.place.topic, [{ ...messageOfRaw(entry.raw), partition: entry.place.partition }]);
      await this.remove(entry);
    }
    await this.caughtUp();
    return true;
  }

  /** Told of every entry that becomes released. Answers how to listen no more. */
  onReleased(listener: (entry: QuarantineEntry) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Resolves when everything that was written before the call is known here. */
  async caughtUp(signal: AbortSignal = AbortSignal.timeout(120_000)): Promise<void> {
    const extents = await this.#setting.cluster.extents([quarantineTopic]);
    // Who asked may have given up meanwhile.
    if (this.#isClosed) throw closedFault();
    this.#reader ??= this.#follow(extents);
    for (const feed of this.#feeds)
      while (feed.next < extents.get(feed.name)!.high) {
        await feed.moved(feed.version, signal);
        signal.throwIfAborted();
      }
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#reader?.stop();
  }

  #follow(extents: ReadonlyMap<string, Extent>): PartitionReader {
    const { cluster, times } = this.#setting;
    const room = (): void => undefined;
    this.#entries.clear();
    this.#feeds = [...extents].map(
      ([source, { low, high }]) => new PartitionFeed({ ...placeIn(source), start: low, high, room }),
    );
    const reader = new PartitionReader({
      cluster,
      group: `view.${randomUUID()}`,
      topics: [quarantineTopic],
      assigner: asAsked({ [cluster.named(quarantineTopic)]: this.#feeds.map(({ partition }) => partition) }),
      times,
      joined: () => reader.follow(this.#feeds),
      left: () => undefined,
      failed: () => (this.#reader = undefined),
      translate: async (_, messages) => {
        for (const message of messages) this.#fold(message.key?.toString() ?? '', entryIn(message));
        return [];
      },
    });
    return reader;
  }

  #fold(key: string, entry: QuarantineEntry | undefined): void {
    this.#entries.delete(key);
    if (entry === undefined || keyOf(entry) !== key) return;
    this.#entries.set(key, entry);
    if (entry.state === 'released') for (const listener of this.#listeners) listener(entry);
  }
}

import { setTimeout as pause } from 'node:timers/promises';
import type { FeedEntry } from '@baton/bus';
import type { Consumer, EachBatchPayload, KafkaMessage, TopicPartitionOffsetAndMetadata } from 'kafkajs';
import type { Assignment } from './assigners.ts';
import { ConsumerLife, type LifeSetting, type PassedBatch } from './consumer-life.ts';
import { KafkaFault, mayPass } from './kafka-fault.ts';
import type { PartitionFeed } from './partition-feed.ts';
import { type PartitionPlace, placeIn, sourceOf } from './partition-names.ts';

const rebuildDelayMs = 500;

export interface ReaderSetting extends LifeSetting {
  /** The group handed out partitions; until `follow` nothing of them is taken. */
  joined(partitions: readonly PartitionPlace[]): void;
  /** The partitions may be somebody else's from now on. */
  left(): void;
  /** The reader has ended and does not come back. */
  failed(reason: unknown): void;
  /** What the messages mean; anything that must be durable before they count as read is, when it resolves. */
  translate(place: PartitionPlace, messages: readonly KafkaMessage[]): Promise<readonly FeedEntry[]>;
}

export interface Commit extends PartitionPlace {
  readonly offset: string;
  readonly metadata: string;
}

/** One member of a Kafka group that fetches for the feeds it is told to follow, from where they are. */
export class PartitionReader {
  readonly #setting: ReaderSetting;
  readonly #feeds = new Map<string, PartitionFeed>();
  readonly #stopping = new AbortController();
  readonly #ended: Promise<void>;
  #consumer: Consumer | undefined;
  #memberId: string | undefined;

  constructor(setting: ReaderSetting) {
    this.#setting = setting;
    this.#ended = this.#work();
  }

  /** As the group knows it; undefined while it belongs to none. */
  get memberId(): string | undefined {
    return this.#memberId;
  }

  follow(feeds: readonly PartitionFeed[]): void {
    this.#feeds.clear();
    for (const feed of feeds) {
      this.#feeds.set(feed.name, feed);
      this.#seek(feed);
      this.resume(feed);
    }
  }

  resume({ topic, partition }: PartitionPlace): void {
    if (this.#memberId !== undefined)
      this.#consumer?.resume([{ topic: this.#setting.cluster.named(topic), partitions: [partition] }]);
  }

  /** Throws when this reader belongs to no group at the moment. */
  async commit(commits: readonly Commit[]): Promise<void> {
    if (this.#memberId === undefined || this.#consumer === undefined)
      throw new KafkaFault('unavailable', `The group "${this.#setting.group}" is being put together anew.`, true);
    const offsets: TopicPartitionOffsetAndMetadata[] = commits.map((commit) => ({
      ...commit,
      topic: this.#setting.cluster.named(commit.topic),
    }));
    await this.#consumer.commitOffsets(offsets);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#ended;
  }

  async #work(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      const reason = await this.#live();
      this.#leave();
      if (signal.aborted) return;
      if (!mayPass(reason)) {
        this.#setting.failed(reason);
        return;
      }
      await pause(rebuildDelayMs, undefined, { signal }).catch(() => undefined);
    }
  }

  async #live(): Promise<unknown> {
    const life = new ConsumerLife(this.#setting, {
      joined: (memberId, assignment) => this.#join(memberId, assignment),
      left: () => this.#leave(),
      passed: (batch) => this.#pass(batch),
    });
    this.#consumer = life.consumer;
    const end = (): void => life.end(undefined);
    this.#stopping.signal.addEventListener('abort', end, { once: true });
    try {
      return await life.run((payload) => this.#take(payload));
    } catch (error) {
      return error;
    } finally {
      this.#stopping.signal.removeEventListener('abort', end);
    }
  }

  #join(memberId: string, assignment: Assignment): void {
    this.#leave();
    this.#memberId = memberId;
    this.#setting.joined(
      Object.entries(assignment).flatMap(([name, partitions]) =>
        partitions.map((partition) => ({ topic: this.#setting.cluster.unnamed(name)!, partition })),
      ),
    );
  }

  #leave(): void {
    if (this.#memberId === undefined) return;
    this.#memberId = undefined;
    this.#feeds.clear();
    this.#setting.left();
  }

  #feedOf(name: string, partition: number): PartitionFeed | undefined {
    return this.#feeds.get(sourceOf({ topic: this.#setting.cluster.unnamed(name)!, partition }));
  }

  /** Nothing readable in it, as with the marks of transactions: kafkajs goes on behind it by itself. */
  #pass({ topic, partition, lastOffset, highWatermark }: PassedBatch): void {
    this.#feedOf(topic, partition)?.add([], { until: Number(lastOffset) + 1, high: Number(highWatermark) });
  }

  async #take({ batch, ...payload }: EachBatchPayload): Promise<void> {
    const feed = this.#feedOf(batch.topic, batch.partition);
    if (payload.isStale()) return;
    if (feed === undefined) return void payload.pause();
    if (fetchedFrom(batch) > feed.next) return this.#stepBack(feed);
    const entries = await this.#setting.translate(placeIn(feed.name), batch.messages);
    if (this.#feeds.get(feed.name) !== feed || payload.isStale()) return;
    const bytes = batch.messages.reduce((sum, { value }) => sum + (value?.length ?? 0), 0);
    feed.add(entries, { until: Number(batch.lastOffset()) + 1, high: Number(batch.highWatermark), bytes });
    payload.resolveOffset(batch.lastOffset());
    if (feed.isFull) payload.pause();
  }

  /** The batch leaves something out: it was fetched from another position, or what lay between has been deleted. */
  async #stepBack(feed: PartitionFeed): Promise<void> {
    const extent = (await this.#setting.cluster.extents([feed.topic])).get(feed.name);
    if (extent === undefined || extent.low <= feed.next) return this.#seek(feed);
    const what = `${feed.name} was read up to ${feed.next}, but the log begins at ${extent.low} by now.`;
    this.#setting.failed(new KafkaFault('lost', what, false));
    this.#stopping.abort();
  }

  #seek({ topic, partition, next }: PartitionFeed): void {
    this.#consumer?.seek({ topic: this.#setting.cluster.named(topic), partition, offset: String(next) });
  }
}

/** The offset that was asked for; messages between it and the first one are no more (compaction). */
const fetchedFrom = (batch: EachBatchPayload['batch']): number =>
  Number((batch as { readonly fetchedOffset?: string }).fetchedOffset ?? batch.firstOffset());

import { setTimeout as pause } from 'node:timers/promises';
import type { FeedEntry } from '@baton/bus';
import type {
  Consumer,
  EachBatchPayload,
  KafkaMessage,
  PartitionAssigner,
  TopicPartitionOffsetAndMetadata,
} from 'kafkajs';
import type { Assignment } from './assigners.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import { KafkaFault, mayPass } from './kafka-fault.ts';
import type { PartitionFeed } from './partition-feed.ts';
import { type PartitionPlace, placeIn, sourceOf } from './partition-names.ts';

/** A fetch that finds nothing waits so long; stopping and rebalancing wait for it. */
const maxWaitMs = 250;
const rebuildDelayMs = 500;
/** kafkajs never gets over a dead coordinator when it retries more often; after a crash it begins anew. */
const retry = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5, restartOnFailure: async () => true };

export interface ReaderTimes {
  /** A member that is not heard of for so long has left its group. */
  readonly sessionTimeoutMs: number;
  /** The connection is given up and made anew when no fetch has completed for so long. */
  readonly stallMs: number;
}

export interface ReaderSetting {
  readonly cluster: KafkaCluster;
  readonly group: string;
  readonly topics: readonly string[];
  readonly assigner: PartitionAssigner;
  readonly times: ReaderTimes;
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
      const reason = await this.#live().catch((error: unknown) => error);
      this.#leave();
      if (signal.aborted) return;
      if (!mayPass(reason)) {
        this.#setting.failed(reason);
        return;
      }
      await pause(rebuildDelayMs, undefined, { signal }).catch(() => undefined);
    }
  }

  /** One consumer of kafkajs until it has ended; resolves with the reason. */
  async #live(): Promise<unknown> {
    const { cluster, group, topics, assigner, times } = this.#setting;
    const consumer = cluster.kafka.consumer({
      groupId: cluster.named(group),
      partitionAssigners: [assigner],
      sessionTimeout: times.sessionTimeoutMs,
      heartbeatInterval: Math.floor(times.sessionTimeoutMs / 4),
      maxWaitTimeInMs: maxWaitMs,
      retry,
    });
    this.#consumer = consumer;
    const ended = this.#watch(consumer);
    try {
      await consumer.connect();
      await consumer.subscribe({ topics: topics.map((topic) => cluster.named(topic)), fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        eachBatchAutoResolve: false,
        eachBatch: (payload) => this.#take(consumer, payload),
      });
      return await ended;
    } finally {
      const disconnected = consumer.disconnect().catch(() => undefined);
      // One that stalls may never let go; its replacement must not wait for it.
      await Promise.race([disconnected, pause(times.stallMs, undefined, { ref: false })]);
    }
  }

  /** Resolves when this consumer is over: stopped, crashed for good, or stalled. */
  #watch(consumer: Consumer): Promise<unknown> {
    const { stallMs } = this.#setting.times;
    const { GROUP_JOIN, REBALANCING, CRASH, FETCH, START_BATCH_PROCESS } = consumer.events;
    let aliveAt = performance.now();
    return new Promise((resolve) => {
      const watchdog = setInterval(() => {
        if (performance.now() - aliveAt > stallMs) end(new Error(`no fetch has completed for ${stallMs} ms`));
      }, stallMs / 4);
      const end = (reason: unknown): void => {
        clearInterval(watchdog);
        resolve(reason);
      };
      this.#stopping.signal.addEventListener('abort', () => end(undefined), { once: true });
      if (this.#stopping.signal.aborted) end(undefined);
      const on =
        <Event>(listen: (event: Event) => void) =>
        (event: Event): void => {
          if (this.#consumer === consumer) listen(event);
        };
      consumer.on(FETCH, () => (aliveAt = performance.now()));
      consumer.on(
        REBALANCING,
        on(() => this.#leave()),
      );
      consumer.on(
        CRASH,
        on(({ payload }) => {
          this.#leave();
          if (!payload.restart) end(payload.error);
        }),
      );
      consumer.on(
        START_BATCH_PROCESS,
        on(({ payload }) => {
          if (payload.batchSize === 0) this.#pass(payload);
        }),
      );
      consumer.on(
        GROUP_JOIN,
        on(({ payload }) => {
          aliveAt = performance.now();
          this.#join(payload.memberId, payload.memberAssignment);
        }),
      );
    });
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
    this.#feedOf(topic, partition)?.add([], Number(lastOffset) + 1, Number(highWatermark));
  }

  async #take(consumer: Consumer, { batch, ...payload }: EachBatchPayload): Promise<void> {
    const feed = this.#feedOf(batch.topic, batch.partition);
    if (this.#consumer !== consumer || payload.isStale()) return;
    if (feed === undefined) return void payload.pause();
    if (fetchedFrom(batch) > feed.next) return this.#stepBack(feed);
    const entries = await this.#setting.translate(placeIn(feed.name), batch.messages);
    if (this.#feeds.get(feed.name) !== feed || payload.isStale()) return;
    feed.add(entries, Number(batch.lastOffset()) + 1, Number(batch.highWatermark));
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

interface PassedBatch {
  readonly topic: string;
  readonly partition: number;
  readonly lastOffset: string;
  readonly highWatermark: string;
}

/** The offset that was asked for; messages between it and the first one are no more (compaction). */
const fetchedFrom = (batch: EachBatchPayload['batch']): number =>
  Number((batch as { readonly fetchedOffset?: string }).fetchedOffset ?? batch.firstOffset());

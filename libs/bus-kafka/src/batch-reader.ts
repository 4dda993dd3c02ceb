import {
  BatchConsumer,
  type BatchHandler,
  type BatchSubscription,
  type Consumer,
  type Place,
  type ProgressBoard,
} from '@baton/bus';
import { type Assignment, asAsked } from './assigners.ts';
import type { ReaderTimes } from './consumer-life.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import { KafkaFault } from './kafka-fault.ts';
import { LateCommits } from './late-commits.ts';
import { PartitionFeed } from './partition-feed.ts';
import { type Extent, type PartitionPlace, placeIn, sourceOf, startOf } from './partition-names.ts';
import { PartitionReader } from './partition-reader.ts';
import type { Translator } from './translator.ts';
import { unless } from './unless.ts';

/** It only shows the lag. */
const flushWithinMs = 1_000;

export interface BatchReaderSetting {
  readonly subscription: BatchSubscription;
  readonly handle: BatchHandler;
  readonly cluster: KafkaCluster;
  readonly board: ProgressBoard;
  readonly times: ReaderTimes;
  readonly translator: Translator;
}

type Extents = ReadonlyMap<string, Extent>;

/**
 * Reads the partitions that hold the reader's shards from its own position, whatever its group has committed. What its
 * group commits only shows the lag, so it may be a little late.
 */
export class BatchReader {
  readonly #setting: BatchReaderSetting;
  readonly #place: Place;
  readonly #feeds: readonly PartitionFeed[];
  readonly #late: LateCommits;
  readonly #batches: BatchConsumer;
  readonly #reader: PartitionReader;
  #stopped: Promise<void> | undefined;

  static async start(setting: BatchReaderSetting): Promise<BatchReader> {
    return new BatchReader(setting, await setting.cluster.extents(setting.subscription.topics));
  }

  private constructor(setting: BatchReaderSetting, extents: Extents) {
    this.#setting = setting;
    const { subscription, handle, board } = setting;
    this.#feeds = [...extents.keys()]
      .map(placeIn)
      .filter((place) => isOwn(place, subscription, extents))
      .map((place) => this.#feedOf(place, extents));
    const start = { feeds: this.#feeds.map(({ name }) => name), position: subscription.after };
    this.#place = board.join(subscription.reader, start);
    this.#late = new LateCommits((commits) => this.#reader.commit(commits));
    for (const feed of this.#feeds) this.#late.note(feed.name, String(feed.next));
    const place = { ...this.#place, moved: (source: string, position: string) => this.#moved(source, position) };
    this.#batches = new BatchConsumer({ subscription, handle, feeds: this.#feeds, place });
    this.#reader = this.#open(extents);
    this.#batches.consumer().failed.catch(() => this.stop());
  }

  get memberId(): string | undefined {
    return this.#reader.memberId;
  }

  consumer(): Consumer {
    return { stop: () => this.stop(), failed: this.#batches.consumer().failed };
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    for (const feed of this.#feeds) void feed.close();
    await this.#batches.stop();
    await unless(AbortSignal.timeout(flushWithinMs), this.#late.flush()).catch(() => undefined);
    await this.#reader.stop();
    this.#place.leave();
  }

  #moved(source: string, position: string): void {
    this.#place.moved(source, position);
    this.#late.note(source, position);
  }

  #open(extents: Extents): PartitionReader {
    const { subscription, cluster, times, translator } = this.#setting;
    return new PartitionReader({
      cluster,
      group: `reader.${subscription.reader}`,
      topics: subscription.topics,
      assigner: asAsked(namesOf(this.#feeds, cluster)),
      times,
      joined: () => {
        this.#late.again();
        this.#reader.follow(this.#feeds);
      },
      left: () => undefined,
      failed: (reason) => this.#batches.fail(reason),
      translate: (place, messages) => translator.entries(place, messages, homesOf(place.topic, subscription, extents)),
    });
  }

  #feedOf(place: PartitionPlace, extents: Extents): PartitionFeed {
    const { after, reader } = this.#setting.subscription;
    const extent = extents.get(sourceOf(place))!;
    const start = startOf(after[sourceOf(place)], extent);
    if (start.kind === 'gone')
      throw new KafkaFault('lost', `${reader} cannot go on in ${sourceOf(place)}: ${start.because}.`, false);
    return new PartitionFeed({
      ...place,
      start: start.offset,
      high: extent.high,
      room: () => this.#reader.resume(place),
    });
  }
}

const countOf = (topic: string, extents: Extents): number =>
  [...extents.keys()].filter((source) => placeIn(source).topic === topic).length;

/** The number of partitions when each of them is a shard; undefined when the topic is read whole. */
const homesOf = (topic: string, { shards }: BatchSubscription, extents: Extents): number | undefined =>
  shards === undefined || shards.everyShard.includes(topic) || countOf(topic, extents) !== shards.of
    ? undefined
    : shards.of;

const isOwn = ({ topic, partition }: PartitionPlace, subscription: BatchSubscription, extents: Extents): boolean =>
  homesOf(topic, subscription, extents) === undefined || subscription.shards!.own.includes(partition);

const namesOf = (places: readonly PartitionPlace[], cluster: KafkaCluster): Assignment => {
  const wanted: Record<string, number[]> = {};
  for (const { topic, partition } of places) (wanted[cluster.named(topic)] ??= []).push(partition);
  return wanted;
};

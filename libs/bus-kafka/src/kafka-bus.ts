import {
  type BatchHandler,
  type BatchSubscription,
  type Bus,
  type Consumer,
  defaultRetryPolicy,
  type Delivery,
  InMemoryProgressBoard,
  type Lag,
  type Outcome,
  type Parked,
  type ShardHandler,
  type Subscription,
} from '@baton/bus';
import type { CloudEvent } from '@baton/contracts';
import type { Message } from 'kafkajs';
import { BatchReader } from './batch-reader.ts';
import { encodeEvent } from './cloud-event-codec.ts';
import type { ReaderTimes } from './consumer-life.ts';
import { type KafkaBusOptions, timesOf } from './kafka-bus-options.ts';
import { KafkaCluster } from './kafka-cluster.ts';
import { closedFault } from './kafka-fault.ts';
import { KafkaGroup } from './kafka-group.ts';
import { parseKafkaUrl } from './kafka-url.ts';
import { homeOf } from './partition-names.ts';
import { idempotentSender } from './idempotent-sender.ts';
import { lagsOf } from './lags.ts';
import { PublishQueue } from './publish-queue.ts';
import { Quarantine } from './quarantine.ts';
import { quarantineTopic } from './quarantine-entry.ts';
import { settled } from './settled.ts';
import { ShardAssignment } from './shard-assignment.ts';
import { ensureTopics, type TopicSetting } from './topics.ts';
import { Translator } from './translator.ts';
import { unless } from './unless.ts';

type Options = KafkaBusOptions & { readonly times: ReaderTimes };

interface Running {
  readonly memberId: string | undefined;
  stop(): Promise<void>;
  /** Resolves when what it was given first runs. */
  settled?(): Promise<void>;
}

/** Kafka as the bus: a partition of a topic is a source of positions, a group's offsets are its checkpoint. */
export class KafkaBus implements Bus {
  readonly #options: Options;
  readonly #cluster: KafkaCluster;
  readonly #queue: PublishQueue;
  readonly #quarantine: Quarantine;
  readonly #translator: Translator;
  readonly #partitions: ReadonlyMap<string, number>;
  readonly #board = new InMemoryProgressBoard();
  readonly #running = new Set<Running>();
  readonly #groups = new Set<string>();
  readonly #closing = new AbortController();

  /** Waits for a broker, then creates or verifies the topics. */
  static async open(options: KafkaBusOptions): Promise<KafkaBus> {
    const { name, prefix = '', connectWithinMs = 30_000, log, socketFactory } = options;
    const address = parseKafkaUrl(options.url);
    const cluster = await KafkaCluster.connect({
      address,
      name,
      prefix,
      connectWithinMs,
      ...(log === undefined ? {} : { log }),
      ...(socketFactory === undefined ? {} : { socketFactory }),
    });
    const most = Math.max(...options.topics.map(({ partitions }) => partitions));
    const topics: readonly TopicSetting[] = [
      ...options.topics,
      { name: quarantineTopic, partitions: most, retention: 'compact' },
    ];
    try {
      await ensureTopics(cluster, topics, address.replication);
    } catch (error) {
      await cluster.close();
      throw error;
    }
    return new KafkaBus({ ...options, times: timesOf(options, address) }, cluster, topics);
  }

  private constructor(options: Options, cluster: KafkaCluster, topics: readonly TopicSetting[]) {
    this.#options = options;
    this.#cluster = cluster;
    this.#partitions = new Map(topics.map(({ name, partitions }) => [name, partitions]));
    this.#queue = new PublishQueue(() => idempotentSender(cluster.sending));
    const send = (topic: string, messages: readonly Message[]) => this.#queue.send(cluster.named(topic), messages);
    const partitions = this.#partitions.get(quarantineTopic)!;
    this.#quarantine = new Quarantine({ cluster, partitions, times: options.times, send });
    const setAside = this.#quarantine.put.bind(this.#quarantine);
    this.#translator = new Translator({ setAside, send, now: options.now });
  }

  async publish(topic: string, events: readonly CloudEvent[]): Promise<void> {
    const partitions = this.#partitionsOf(topic);
    const messages = events.map((event) => {
      const encoded = encodeEvent(event);
      return { ...encoded, partition: homeOf(encoded.key ?? '', partitions) };
    });
    await this.#queue.send(this.#cluster.named(topic), messages);
  }

  async consume(subscription: Subscription, handle: (delivery: Delivery) => Promise<Outcome>): Promise<Consumer> {
    this.#throwIfClosed();
    const { group } = subscription;
    subscription.topics.forEach((topic) => this.#partitionsOf(topic));
    if (this.#groups.has(group)) throw new Error(`The group "${group}" has a running consumer already.`);
    this.#groups.add(group);
    const { now, concurrency = 16, retry } = this.#options;
    const member = new KafkaGroup({
      ...{ ...this.#scene(), subscription, handle, now, concurrency },
      ...{ quarantine: this.#quarantine, retry: { ...defaultRetryPolicy, ...retry } },
    });
    return this.#registered(member, member.consumer(), () => this.#groups.delete(group));
  }

  async consumeBatches(subscription: BatchSubscription, handle: BatchHandler): Promise<Consumer> {
    this.#throwIfClosed();
    subscription.topics.forEach((topic) => this.#partitionsOf(topic));
    const reader = await BatchReader.start({ ...this.#scene(), subscription, handle });
    return this.#registered(reader, reader.consumer());
  }

  /** Lets Kafka share the partitions of `topic` out among the instances that ask so under the same `group`. */
  async shareShards(group: string, topic: string, handler: ShardHandler): Promise<Consumer> {
    this.#throwIfClosed();
    this.#partitionsOf(topic);
    const share = new ShardAssignment({ ...this.#scene(), group, topic, handler });
    return this.#registered(share, share.consumer());
  }

  async quarantine(group?: string): Promise<readonly Parked[]> {
    return this.#quarantine.parked(group);
  }

  async release(group: string, eventId: string, source: string): Promise<boolean> {
    return this.#quarantine.release(group, eventId, source);
  }

  async lags(): Promise<readonly Lag[]> {
    this.#throwIfClosed();
    return lagsOf(this.#board.readers(), this.#cluster);
  }

  async barrier(): Promise<void> {
    this.#throwIfClosed();
    const limit = AbortSignal.timeout(this.#options.settleWithinMs ?? 300_000);
    const signal = AbortSignal.any([this.#closing.signal, limit]);
    for (const running of this.#running) await unless(signal, running.settled?.());
    const settling = settled({
      ...{ cluster: this.#cluster, board: this.#board, signal },
      topics: [...this.#partitions.keys()].filter((topic) => topic !== quarantineTopic),
      members: () => new Set([...this.#running].flatMap(({ memberId }) => memberId ?? [])),
      hasReleased: async (groups) => {
        await this.#quarantine.caughtUp(signal);
        return groups.some((group) => this.#quarantine.released(group).length > 0);
      },
    });
    await unless(signal, settling);
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort(closedFault());
    this.#cluster.prepareClose();
    await Promise.all([...this.#running].map((running) => running.stop()));
    await this.#quarantine.close();
    await this.#queue.close();
    await this.#cluster.close();
  }

  #scene() {
    const { times } = this.#options;
    return { cluster: this.#cluster, board: this.#board, translator: this.#translator, times };
  }

  #partitionsOf(topic: string): number {
    const partitions = this.#partitions.get(topic);
    if (partitions === undefined) throw new Error(`The topic "${topic}" is not known to this bus.`);
    return partitions;
  }

  #throwIfClosed(): void {
    if (this.#closing.signal.aborted) throw closedFault();
  }

  #registered(running: Running, consumer: Consumer, ended: () => void = () => undefined): Consumer {
    this.#running.add(running);
    const stop = (): Promise<void> =>
      consumer.stop().finally(() => {
        this.#running.delete(running);
        ended();
      });
    consumer.failed.catch(() => stop()).catch(() => undefined);
    return { stop, failed: consumer.failed };
  }
}

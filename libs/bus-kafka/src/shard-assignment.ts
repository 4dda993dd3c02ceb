import { setTimeout as pause } from 'node:timers/promises';
import type { Consumer, ShardHandler } from '@baton/bus';
import { byNumber } from './assigners.ts';
import type { ReaderTimes } from './consumer-life.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import { PartitionReader } from './partition-reader.ts';

export interface ShardAssignmentSetting {
  readonly group: string;
  /** Its partitions are the shards. */
  readonly topic: string;
  readonly handler: ShardHandler;
  readonly cluster: KafkaCluster;
  readonly times: ReaderTimes;
}

const retryDelayMs = 1_000;

/**
 * Which shards this instance owns, as a consumer group shares them out; it reads nothing. An instance that has lost a
 * shard may learn it late, so whoever writes for a shard needs a fence of its own.
 */
export class ShardAssignment {
  readonly #setting: ShardAssignmentSetting;
  readonly #reader: PartitionReader;
  readonly #failed = Promise.withResolvers<never>();
  readonly #joined = Promise.withResolvers<void>();
  readonly #held = new Set<number>();
  #wanted: ReadonlySet<number> = new Set();
  #turn: Promise<void> = Promise.resolve();

  constructor(setting: ShardAssignmentSetting) {
    const { group, topic, cluster, times } = setting;
    this.#setting = setting;
    this.#failed.promise.catch(() => undefined);
    this.#reader = new PartitionReader({
      cluster,
      group: `shards.${group}`,
      topics: [topic],
      assigner: byNumber,
      times,
      joined: (places) => {
        this.#want(new Set(places.map(({ partition }) => partition)));
        this.#joined.resolve();
      },
      left: () => undefined,
      failed: (reason) => this.#failed.reject(reason),
      translate: async () => [],
    });
  }

  get memberId(): string | undefined {
    return this.#reader.memberId;
  }

  /** Resolves when what the group has handed out runs here. */
  async settled(): Promise<void> {
    await Promise.race([this.#joined.promise, this.#failed.promise]);
    await this.#turn;
  }

  consumer(): Consumer {
    return { stop: () => this.stop(), failed: this.#failed.promise };
  }

  /** Gives every shard back, then leaves, so that the next owner finds them free. */
  async stop(): Promise<void> {
    this.#want(new Set());
    await this.#turn;
    await this.#reader.stop();
  }

  #want(shards: ReadonlySet<number>): void {
    this.#wanted = shards;
    this.#turn = this.#turn.then(() => this.#follow(shards));
  }

  /** A shard that stays is not touched. What goes, goes before anything comes. */
  async #follow(shards: ReadonlySet<number>): Promise<void> {
    const { handler } = this.#setting;
    const going = [...this.#held].filter((held) => !shards.has(held));
    await Promise.all(going.map((shard) => handler.revoked(shard).catch(() => undefined)));
    for (const shard of going) this.#held.delete(shard);
    const coming = [...shards].filter((wanted) => !this.#held.has(wanted));
    await Promise.all(coming.map((shard) => this.#take(shard, shards)));
    if (this.#wanted === shards) handler.settled();
  }

  async #take(shard: number, shards: ReadonlySet<number>): Promise<void> {
    while (this.#wanted === shards) {
      try {
        await this.#setting.handler.assigned(shard);
        this.#held.add(shard);
        return;
      } catch {
        await pause(retryDelayMs);
      }
    }
  }
}

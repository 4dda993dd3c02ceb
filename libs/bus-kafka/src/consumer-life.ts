import { setTimeout as pause } from 'node:timers/promises';
import type { Consumer, EachBatchPayload, PartitionAssigner } from 'kafkajs';
import type { Assignment } from './assigners.ts';
import type { Client, KafkaCluster } from './kafka-cluster.ts';

/** A fetch that finds nothing waits so long; stopping and rebalancing wait for it. */
const maxWaitMs = 250;
const leaveWithinMs = 4_000;
/** Of one that is in no group: there is a request on its way at most. */
const letGoWithinMs = 1_000;
/**
 * kafkajs never gets over a dead coordinator when it retries more often. It begins nothing anew by itself: told to stop
 * while it does, it would stay in the group for ever as a member that takes partitions and handles nothing.
 */
const retry = { initialRetryTime: 100, maxRetryTime: 1_000, retries: 5, restartOnFailure: async () => false };

export interface ReaderTimes {
  /** A member that is not heard of for so long has left its group. */
  readonly sessionTimeoutMs: number;
  /** The connection is given up and made anew when no fetch has completed for so long. */
  readonly stallMs: number;
}

export interface LifeSetting {
  readonly cluster: KafkaCluster;
  readonly group: string;
  readonly topics: readonly string[];
  readonly assigner: PartitionAssigner;
  readonly times: ReaderTimes;
}

/** A batch with nothing readable in it. */
export interface PassedBatch {
  readonly topic: string;
  readonly partition: number;
  readonly lastOffset: string;
  readonly highWatermark: string;
}

export interface LifeListener {
  joined(memberId: string, assignment: Assignment): void;
  left(): void;
  passed(batch: PassedBatch): void;
}

type Take = (payload: EachBatchPayload) => Promise<void>;

/** One consumer of kafkajs, from its making until it is over: told to end, crashed, or stalled. */
export class ConsumerLife {
  readonly consumer: Consumer;
  readonly #setting: LifeSetting;
  readonly #client: Client;
  readonly #over = Promise.withResolvers<unknown>();
  readonly #watchdog: NodeJS.Timeout;
  #isOver = false;
  #isMember = false;

  constructor(setting: LifeSetting, listener: LifeListener) {
    const { cluster, group, assigner, times } = setting;
    this.#setting = setting;
    this.#client = cluster.client();
    this.consumer = this.#client.kafka.consumer({
      groupId: cluster.named(group),
      partitionAssigners: [assigner],
      sessionTimeout: times.sessionTimeoutMs,
      heartbeatInterval: Math.floor(times.sessionTimeoutMs / 4),
      maxWaitTimeInMs: maxWaitMs,
      retry,
    });
    const stalled = new Error(`no fetch has completed for ${times.stallMs} ms`);
    this.#watchdog = setTimeout(() => this.end(stalled), times.stallMs);
    this.#listen(listener);
  }

  end(reason: unknown): void {
    this.#isOver = true;
    this.#over.resolve(reason);
  }

  /** Resolves with the reason for its end. */
  async run(take: Take): Promise<unknown> {
    const running = this.#start(take);
    running.catch(() => undefined);
    try {
      await Promise.race([running, this.#over.promise]);
      return await this.#over.promise;
    } finally {
      this.#isOver = true;
      clearTimeout(this.#watchdog);
      await this.#leave(running);
    }
  }

  /** kafkajs forgets to leave a group that it is still joining, and one that stalls may never let go by itself. */
  async #leave(running: Promise<void>): Promise<void> {
    const disconnect = (): Promise<void> => this.consumer.disconnect().catch(() => undefined);
    const left = running.catch(() => undefined).then(disconnect);
    const withinMs = this.#isMember ? leaveWithinMs : letGoWithinMs;
    await Promise.race([left, pause(withinMs, undefined, { ref: false })]);
    this.#client.end();
  }

  async #start(take: Take): Promise<void> {
    const { cluster, topics } = this.#setting;
    await this.consumer.connect();
    await this.consumer.subscribe({ topics: topics.map((topic) => cluster.named(topic)), fromBeginning: true });
    await this.consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      eachBatch: async (payload) => {
        if (!this.#isOver) await take(payload);
      },
    });
  }

  #listen(listener: LifeListener): void {
    const { consumer } = this;
    const { GROUP_JOIN, REBALANCING, CRASH, FETCH, START_BATCH_PROCESS } = consumer.events;
    consumer.on(FETCH, () => void this.#watchdog.refresh());
    consumer.on(REBALANCING, () => {
      if (!this.#isOver) listener.left();
    });
    consumer.on(CRASH, ({ payload }) => {
      this.#isMember = false;
      if (this.#isOver) return;
      listener.left();
      this.end(payload.error);
    });
    consumer.on(START_BATCH_PROCESS, ({ payload }) => {
      if (!this.#isOver && payload.batchSize === 0) listener.passed(payload);
    });
    consumer.on(GROUP_JOIN, ({ payload }) => {
      this.#isMember = true;
      if (!this.#isOver) listener.joined(payload.memberId, payload.memberAssignment);
    });
  }
}

import type { CloudEvent } from '@baton/contracts';

/** Opaque map source → position: what a consumer has behind it. Kept by the bus per group, or by the consumer itself. */
export type BusPosition = Readonly<Record<string, string>>;

export interface Delivery {
  readonly topic: string;
  /** Ordering key: the case id; events of one key arrive in the order in which they were published by each source. */
  readonly key: string;
  readonly event: CloudEvent;
  /** Milliseconds; when the event was recorded by the log that it came from. */
  readonly recordedAt: number;
  /** How often this event was handed to the group before: 0 the first time. Survives a restart. */
  readonly attempts: number;
}

/** What became of one delivery. `retry`: again later, before anything newer of its key. `park`: to the quarantine. */
export type Outcome =
  | { readonly kind: 'done' }
  | { readonly kind: 'retry'; readonly reason: string }
  | { readonly kind: 'park'; readonly reason: string };

export interface Subscription {
  /** Consumers of one group share one checkpoint; each group sees every event. */
  readonly group: string;
  readonly topics: readonly string[];
  /** Only these event types; all when absent. What is left out counts as processed. */
  readonly types?: readonly string[];
}

export interface BatchSubscription {
  /** Names the reader for the barrier. Its position is its own affair (a shard keeps it in its ledger). */
  readonly reader: string;
  readonly topics: readonly string[];
  readonly after: BusPosition;
  /** At most so many events at once (default 500). */
  readonly maxEvents?: number;
  /** Only keys of these shards out of `of`; topics in `everyShard` are read whole. */
  readonly shards?: { readonly own: readonly number[]; readonly of: number; readonly everyShard: readonly string[] };
}

export interface Consumer {
  /** Resolves when the handler in flight has ended and its checkpoint is kept. */
  stop(): Promise<void>;
  /** Rejects when the consumer has stopped by itself, with the reason. */
  readonly failed: Promise<never>;
}

/** Hears which shards are this process's: those that it loses, side by side, then those that it gets. */
export interface ShardHandler {
  /** Resolves when the shard runs here; asked again after a while when it throws. */
  assigned(shard: number): Promise<void>;
  /** Resolves when nothing of the shard is in hand any more; until then this process takes no shard. */
  revoked(shard: number): Promise<void>;
  /** All shards run where they were handed to, as far as this process goes. */
  settled(): void;
}

export interface Parked {
  readonly group: string;
  readonly delivery: Delivery;
  readonly reason: string;
  readonly parkedAt: number;
}

/** What a reader of this process has still before it. */
export interface Lag {
  /** Or a group. */
  readonly reader: string;
  /** Of a topic, or a log, as positions name it. */
  readonly partition: string;
  /** Those that the reader will only pass by included. */
  readonly events: number;
}

/** At least once, in order per key. Nothing is lost between a publish that resolved and every group's handler. */
export interface Bus {
  /** Durable when it resolves. The key of each event is its case id; an event without one goes to any partition. */
  publish(topic: string, events: readonly CloudEvent[]): Promise<void>;

  /** One event at a time per key. A handler that throws counts as `retry`; after `maxAttempts` (10) as `park`. */
  consume(subscription: Subscription, handle: (delivery: Delivery) => Promise<Outcome>): Promise<Consumer>;

  /**
   * Batches in order, from the reader's own position; the next batch comes when the handler has resolved. `position`
   * is the reader's new position once the batch is processed. A handler that throws stops the consumer. The handler
   * is also called with an empty batch when only what it does not read has moved, at most every second.
   */
  consumeBatches(
    subscription: BatchSubscription,
    handle: (batch: readonly Delivery[], position: BusPosition) => Promise<void>,
  ): Promise<Consumer>;

  /** Events that a group gave up on, oldest first. */
  quarantine(group?: string): Promise<readonly Parked[]>;
  /** Hands a parked event to its group again. False: it is not parked. */
  release(group: string, eventId: string, source: string): Promise<boolean>;

  /** Of each running reader and group of this instance, for each partition that it reads. Costs no reading of events. */
  lags(): Promise<readonly Lag[]>;

  /**
   * Resolves when every running reader and group has processed everything that was published before the call, and
   * everything that this in turn made them publish: the system has settled.
   */
  barrier(): Promise<void>;

  close(): Promise<void>;
}

export const eventsTopic = 'baton.events.v1';
export const referenceTopic = 'baton.reference.v1';
export const alertsTopic = 'baton.alerts.v1';

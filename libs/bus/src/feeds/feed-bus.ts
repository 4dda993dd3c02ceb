import type { CloudEvent } from '@baton/contracts';
import type {
  BatchSubscription,
  Bus,
  BusPosition,
  Consumer,
  Delivery,
  Lag,
  Outcome,
  Parked,
  Subscription,
} from '../bus.ts';
import { BatchConsumer, type BatchHandler } from './batch-consumer.ts';
import type { Feed } from './feed.ts';
import { GroupConsumer } from './group-consumer.ts';
import type { GroupRecords } from './group-record.ts';
import { OwnReaders } from './own-readers.ts';
import type { Place, ProgressBoard } from './progress-board.ts';
import { defaultRetryPolicy, type RetryPolicy } from './retry-policy.ts';
import { settle } from './settle.ts';

export interface FeedBusSetting {
  readonly feeds: readonly Feed[];
  readonly records: GroupRecords;
  readonly board: ProgressBoard;
  readonly now: () => number;
  readonly retry?: Partial<RetryPolicy>;
  /** How many keys of a group are worked on at once (default 16). */
  readonly concurrency?: number;
}

/** A bus whose events lie in ordered feeds; consumers read from them at their own pace. */
export abstract class FeedBus implements Bus {
  readonly #setting: FeedBusSetting;
  readonly #groups = new Map<string, GroupConsumer>();
  readonly #readers = new OwnReaders();
  readonly #running = new Set<() => Promise<void>>();
  readonly #closing = new AbortController();

  constructor(setting: FeedBusSetting) {
    this.#setting = setting;
  }

  abstract publish(topic: string, events: readonly CloudEvent[]): Promise<void>;

  async consume(subscription: Subscription, handle: (delivery: Delivery) => Promise<Outcome>): Promise<Consumer> {
    this.#throwIfClosed();
    const { group } = subscription;
    if (this.#groups.has(group)) throw new Error(`The group "${group}" has a running consumer already.`);
    const { feeds, records, now, retry, concurrency = 16 } = this.#setting;
    const record = records.group(group);
    const place = this.join(group, { feeds: this.#feedNames(), position: record.position() });
    const policy = { ...defaultRetryPolicy, ...retry };
    const parts = { subscription, handle, feeds, record, place, retry: policy, concurrency, now };
    const running = new GroupConsumer(parts);
    for (const delivery of record.released()) running.takeReleased(delivery);
    this.#groups.set(group, running);
    const consumer = this.#registered(running, () => {
      place.leave();
      this.#groups.delete(group);
    });
    await place.shown();
    return consumer;
  }

  async consumeBatches(subscription: BatchSubscription, handle: BatchHandler): Promise<Consumer> {
    this.#throwIfClosed();
    const place = this.join(subscription.reader, { feeds: this.#feedNames(), position: subscription.after });
    const running = new BatchConsumer({ subscription, handle, feeds: this.#setting.feeds, place });
    const consumer = this.#registered(running, () => place.leave());
    await place.shown();
    return consumer;
  }

  async quarantine(group?: string): Promise<readonly Parked[]> {
    const { records } = this.#setting;
    const groups = group === undefined ? records.groups() : [group];
    return groups.flatMap((name) => records.group(name).parked()).sort((a, b) => a.parkedAt - b.parkedAt);
  }

  async release(group: string, eventId: string, source: string): Promise<boolean> {
    const record = this.#setting.records.group(group);
    const delivery = record.release(eventId, source);
    if (delivery === undefined) return false;
    this.#groups.get(group)?.takeReleased(delivery);
    await record.kept();
    return true;
  }

  lags(): Promise<readonly Lag[]> {
    return this.#readers.lags(this.#setting.feeds);
  }

  async barrier(): Promise<void> {
    this.#throwIfClosed();
    await settle(this.#setting.feeds, this.#setting.board, this.#closing.signal);
    this.#throwIfClosed();
  }

  async close(): Promise<void> {
    if (this.#closing.signal.aborted) return;
    this.#closing.abort();
    await Promise.all([...this.#running].map((stop) => stop()));
    await Promise.all(this.#setting.feeds.map((feed) => feed.close()));
  }

  /** Puts a reader that follows the feeds by itself on the board: a barrier then waits for it too. */
  protected join(reader: string, start: { readonly feeds: readonly string[]; readonly position: BusPosition }): Place {
    return this.#readers.note(this.#setting.board.join(reader, start), reader, start);
  }

  #feedNames(): readonly string[] {
    return this.#setting.feeds.map(({ name }) => name);
  }

  #throwIfClosed(): void {
    if (this.#closing.signal.aborted) throw new Error('The bus is closed.');
  }

  #registered(running: GroupConsumer | BatchConsumer, ended: () => void): Consumer {
    let stopped: Promise<void> | undefined;
    const stop = (): Promise<void> => {
      stopped ??= running.stop().finally(() => {
        ended();
        this.#running.delete(stop);
      });
      return stopped;
    };
    this.#running.add(stop);
    const { failed } = running.consumer();
    failed.catch(() => stop()).catch(() => undefined);
    return { stop, failed };
  }
}

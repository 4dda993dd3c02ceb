import { Logger } from '@nestjs/common';
import { type Bus, type BusPosition, type Consumer, type Delivery, eventsTopic, referenceTopic } from '@baton/bus';
import type { Fact, SetAside } from '@baton/contracts';
import type { StoredEvent } from '@baton/event-store';
import { type Clock, type HealthRegistry, clockTopic, stopwatch } from '@baton/service-kit';
import type { LedgerMetrics } from '../ledger-metrics/ledger-metrics.ts';
import { inAppendSpan } from '../ledger-spans/append-span.ts';
import { Fenced } from './fenced-ledger.ts';
import type { LedgerWriter } from './ledger-writer.ts';
import { decodedOf } from './set-aside.ts';

const logger = new Logger('ledger');
const retryDelayMs = 1_000;
/** An append, with its sync, for so many while there are many to catch up with; more would not fit into one. */
const eventsAtOnce = 1_000;
/** By then the bus has told an owner of yesterday that it is one. */
const fencedForMs = 15_000;

export interface ShardSetting {
  readonly bus: Bus;
  readonly clock: Clock;
  readonly health: HealthRegistry;
  readonly metrics: LedgerMetrics;
  readonly shard: number;
  /** Of how many. */
  readonly shards: number;
}

/**
 * One shard as this process has it. Owned, it reads its part of the bus into the ledger, and wakes when something is
 * due; otherwise its engine follows what the owner appends. One thing at a time.
 */
export class LedgerShard {
  /** How long it took to go on behind what the ledger holds, the last time that it was taken over. */
  loadSeconds = 0;
  private consumer: Consumer | undefined;
  private cancelAlarm: () => void = () => undefined;
  private turn: Promise<unknown> = Promise.resolve();
  private owned = false;
  private recovering = false;
  private isFull = false;

  constructor(
    readonly writer: LedgerWriter,
    private readonly setting: ShardSetting,
  ) {}

  get shard(): number {
    return this.setting.shard;
  }

  get isOwned(): boolean {
    return this.owned;
  }

  /** More waits on the bus than it takes at once. */
  get isBehind(): boolean {
    return this.owned && this.isFull;
  }

  /** Resolves when everything that is due has been done and the bus is being read. */
  async own(): Promise<void> {
    this.owned = true;
    try {
      await this.start();
    } catch (fault) {
      await this.release();
      throw fault;
    }
  }

  /** Resolves when nothing of it is in hand any more. */
  async release(): Promise<void> {
    this.owned = false;
    this.cancelAlarm();
    await this.consumer?.stop();
    this.consumer = undefined;
    await this.turn.catch(() => undefined);
    this.setting.health.report(this.name, undefined);
  }

  /** Folds what another owner has appended; `fresh`: the newest of it, as far as the caller has read it. */
  async follow(fresh: readonly StoredEvent[] = []): Promise<void> {
    await this.inTurn(async () => {
      if (!this.owned) await this.writer.follow(fresh);
    });
  }

  private async start(): Promise<void> {
    const { bus, clock, shards, health } = this.setting;
    const spent = stopwatch();
    await this.inTurn(() => this.writer.load(clock.now()));
    this.refuseClosed();
    this.loadSeconds = spent() / 1_000;
    const consumer = await bus.consumeBatches(
      {
        reader: this.name,
        topics: [eventsTopic, referenceTopic, clockTopic],
        after: this.writer.position,
        maxEvents: eventsAtOnce,
        shards: { own: [this.shard], of: shards, everyShard: [referenceTopic, clockTopic] },
      },
      (batch, position) => this.inTurn(() => this.take(batch, position)),
    );
    this.consumer = consumer;
    consumer.failed.catch((fault: unknown) => this.recover(fault));
    health.report(this.name, undefined);
    this.setAlarm();
  }

  private refuseClosed(): void {
    const { ledger, copy } = this.writer;
    if (copy.last?.closed === undefined) return;
    throw new Error(
      `ledger ${ledger} is closed: its cases went to ${copy.last.closed.shards} shards. Start this process again.`,
    );
  }

  private get name(): string {
    return `ledger-${this.shard}`;
  }

  private inTurn<T>(task: () => Promise<T>): Promise<T> {
    const run = this.turn.then(task);
    this.turn = run.catch(() => undefined);
    return run;
  }

  private async take(batch: readonly Delivery[], position: BusPosition): Promise<void> {
    this.isFull = batch.length >= eventsAtOnce;
    const written = this.setting.metrics.taken(this.shard, batch);
    const facts: Fact[] = [];
    const setAside: SetAside[] = [];
    let now = this.setting.clock.now();
    for (const { topic, event } of batch) {
      if (topic === clockTopic) now = Math.max(now, (event.data as { readonly now: number }).now);
      else {
        const decoded = decodedOf(event, now);
        if ('facts' in decoded) facts.push(...decoded.facts);
        else setAside.push(decoded);
      }
    }
    await inAppendSpan(this.shard, batch, () => this.writer.append({ facts, setAside, now, position }));
    written(this.setting.clock.now());
    this.setAlarm();
  }

  private setAlarm(): void {
    this.cancelAlarm();
    const due = this.writer.engine.nextDue();
    if (due === undefined || !this.owned) return;
    this.cancelAlarm = this.setting.clock.at(due, () =>
      this.inTurn(() => this.take([], this.writer.position)).catch((fault: unknown) => this.recover(fault)),
    );
  }

  /** After a fault the engine may be ahead of the ledger: begin again from the ledger, as long as the shard is owned. */
  private recover(fault: unknown): void {
    if (!this.owned || this.recovering) return;
    this.recovering = true;
    this.cancelAlarm();
    const reason = fault instanceof Error ? fault.message : String(fault);
    this.setting.health.report(this.name, reason);
    logger.warn(reason);
    void this.consumer?.stop();
    const { consumer } = this;
    const delayMs = fault instanceof Fenced ? fencedForMs : retryDelayMs;
    setTimeout(() => void this.restart(consumer), delayMs).unref();
  }

  /** Not when it was given up meanwhile, or given up and taken over again. */
  private async restart(before: Consumer | undefined): Promise<void> {
    this.recovering = false;
    try {
      await before?.stop();
      if (this.owned && this.consumer === before) await this.start();
    } catch (fault) {
      this.recover(fault);
    }
  }
}

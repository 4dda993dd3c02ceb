import { Inject, Injectable, Logger, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Bus, Consumer } from '@baton/bus';
import { type Instant, shardOf } from '@baton/contracts';
import type { EventLog, EventStore } from '@baton/event-store';
import type { FailedCase, HandoffEngine } from '@baton/handoff-engine';
import { BUS, CLOCK, type Clock, HealthRegistry, type Ledgers, type SaidOf, keepConsuming } from '@baton/service-kit';
import { LedgerMetrics } from '../ledger-metrics/ledger-metrics.ts';
import { LedgerFollower } from './ledger-follower.ts';
import { LedgerShard } from './ledger-shard.ts';
import { LedgerWriter, type WriterWatch } from './ledger-writer.ts';

export const LEDGERS = Symbol('ledgers');

const logger = new Logger('ledger');
const say = ({ caseId, because }: FailedCase): void => {
  const line: SaidOf = { text: 'a case is left alone until its next fact', caseId, reason: because };
  logger.error(line);
};

const part = 'shards';

/** All shards: those that this process owns, and those that it only follows. */
@Injectable()
export class Shards implements OnModuleInit, OnApplicationShutdown {
  private readonly shards: readonly LedgerShard[];
  /** Number of the first shard's ledger. */
  private readonly first: number;
  /** By shard, where others may own it. */
  private followers: readonly LedgerFollower[] = [];
  private readonly listeners = new Set<() => void>();
  private sharing: Consumer | undefined;

  constructor(
    @Inject(LEDGERS) private readonly ledgers: Ledgers,
    @Inject(BUS) bus: Bus,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly health: HealthRegistry,
    metrics: LedgerMetrics,
  ) {
    const { stores } = ledgers;
    this.first = ledgers.generations.at(-1)!.first;
    const setting = { bus, clock, health, metrics, shards: stores.length };
    const watch: WriterWatch = {
      failed: (failed) => {
        metrics.caseFailed();
        say(failed);
      },
      appended: (append) => metrics.appended(append),
    };
    const writerOf = (store: EventStore, shard: number): LedgerWriter =>
      new LedgerWriter(this.first + shard, store, watch);
    this.shards = stores.map((store, shard) => new LedgerShard(writerOf(store, shard), { ...setting, shard }));
  }

  /** Those that are shared are folded before any is taken over, so that taking over is short. */
  async onModuleInit(): Promise<void> {
    if (this.ledgers.isShared) {
      for (const shard of this.shards) await shard.follow();
      const { health } = this;
      this.followers = this.shards.map(
        (shard) => new LedgerFollower(shard, { store: this.ledger(shard.writer.ledger), health }),
      );
    }
    const handler = {
      assigned: (shard: number) => this.take(this.shards[shard]!),
      revoked: (shard: number) => this.giveUp(this.shards[shard]!),
      settled: () => this.settled(),
    };
    const { health } = this;
    if (this.ledgers.isShared) health.report(part, 'not handed out yet');
    this.sharing = await keepConsuming({ part, health, start: () => this.ledgers.share(handler) });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.sharing?.stop();
    await Promise.all(this.followers.map((follower) => follower.stop()));
  }

  /** The shards that this process owns. */
  get running(): readonly LedgerShard[] {
    return this.shards.filter(({ isOwned }) => isOwned);
  }

  now(): number {
    return this.clock.now();
  }

  /** Any shard's engine: each has all calendars, parties and absences. */
  get reference(): HandoffEngine['reference'] {
    return (this.running[0] ?? this.shards[0]!).writer.engine.reference;
  }

  /** The one that folds the case, or follows who does. Read it, never change it. */
  engineOf(caseId: string): HandoffEngine {
    return this.shards[this.shardOf(caseId)]!.writer.engine;
  }

  shardOf(caseId: string): number {
    return shardOf(caseId, this.shards.length);
  }

  /** Those that have said something of the case, or have it now, in this order. */
  ledgersOf(caseId: string): readonly number[] {
    return this.ledgers.generations.map(({ first, shards }) => first + shardOf(caseId, shards));
  }

  /** By its number. */
  ledger(ledger: number): EventLog {
    return this.ledgers.stores[ledger - this.first] ?? this.ledgers.log(ledger);
  }

  /** One process among those that share the shards keeps what all of them show. */
  get leads(): boolean {
    return !this.ledgers.isShared || this.shards[0]!.isOwned;
  }

  /** The newest append of each ledger, as far as this process has heard. */
  get heads(): readonly { readonly shard: number; readonly revision: number }[] {
    return this.shards.map(({ writer: { ledger, revision } }) => ({ shard: ledger, revision }));
  }

  /** The earliest deadline in any shard, whoever owns it. */
  nextDue(): Instant | undefined {
    const dues = this.shards.flatMap(({ writer }) => writer.engine.nextDue() ?? []);
    return dues.length === 0 ? undefined : Math.min(...dues);
  }

  /** One of its shards has much to catch up with. */
  get isBehind(): boolean {
    return this.running.some(({ isBehind }) => isBehind);
  }

  /** Called when the process may own other shards than before. Answers a function that ends it. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private async take(shard: LedgerShard): Promise<void> {
    const follower = this.followers[shard.shard];
    follower?.pause();
    try {
      await shard.own();
    } catch (fault) {
      follower?.resume();
      throw fault;
    }
    if (this.ledgers.isShared) logger.warn(`shard ${shard.shard} is taken over in ${shard.loadSeconds.toFixed(3)} s`);
  }

  private async giveUp(shard: LedgerShard): Promise<void> {
    await shard.release();
    if (!this.ledgers.isShared) return;
    logger.warn(`shard ${shard.shard} is given up`);
    this.followers[shard.shard]!.resume();
  }

  private settled(): void {
    this.health.report(part, undefined);
    for (const listener of this.listeners) listener();
  }
}

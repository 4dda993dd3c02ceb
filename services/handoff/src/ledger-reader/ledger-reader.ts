import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { setTimeout as pause } from 'node:timers/promises';
import type { Bus, BusPosition, Consumer, Delivery } from '@baton/bus';
import type { ReadModels } from '@baton/read-model';
import { BUS, HealthRegistry, READ_MODELS, keepConsuming, ledgerTopic, stopwatch } from '@baton/service-kit';
import { Shards } from '../ledger/shards.ts';
import { LedgerProjections, type Revisions, ledgerReader } from './ledger-projections.ts';
import { Freshness } from './freshness.ts';
import { type LedgerRow, portionsOf } from './ledger-row.ts';
import { ShownRows } from './shown-rows.ts';

/** Appends that are read at once while there are many to catch up with. */
const maxRows = 2_000;
/** While a shard catches up, the ledger comes first: what is shown waits for it so long, again and again. */
const patienceMs = 1_000;
const pollMs = 20;
const lookEveryMs = 1_000;

export type RowListener = (row: LedgerRow) => void;

/**
 * Tells whoever listens what the ledgers of all shards say, once the read models show it. Of the processes that share
 * the shards one keeps the read models; the others look how far it has come.
 */
@Injectable()
export class LedgerReader implements OnModuleInit, OnApplicationShutdown {
  private readonly listeners = new Set<RowListener>();
  private readonly shown: ShownRows;
  private readonly freshness: Freshness;
  private looking: NodeJS.Timeout | undefined;
  private turn: Promise<void> = Promise.resolve();
  private running: { readonly leads: boolean; readonly consumer: Consumer } | undefined;
  private stopListening: () => void = () => undefined;
  private isLeaving = false;

  constructor(
    @Inject(BUS) private readonly bus: Bus,
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
    private readonly health: HealthRegistry,
    private readonly shards: Shards,
  ) {
    this.freshness = new Freshness({ now: () => shards.now(), elapsedMs: stopwatch() });
    const seen = (revisions: Revisions): void => this.freshness.shows(revisions);
    this.shown = new ShownRows({ readModels, shards, health, tell: (row) => this.tell(row), seen });
  }

  async onModuleInit(): Promise<void> {
    this.stopListening = this.shards.onChange(() => void this.changeRole().catch(() => undefined));
    await this.changeRole();
    this.looking = setInterval(() => this.look(), lookEveryMs);
    this.looking.unref();
  }

  async onApplicationShutdown(): Promise<void> {
    clearInterval(this.looking);
    this.stopListening();
    await this.turn.catch(() => undefined);
    await this.leave();
  }

  /** Called after the read models show the row. Answers a function that ends it. */
  listen(listener: RowListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** What was recorded since then may be missing in the read models; undefined: they follow closely. */
  get staleSince(): number | undefined {
    return this.freshness.staleSince;
  }

  private look(): void {
    this.freshness.look(this.shards.heads);
    this.health.report('read models of the ledger', this.freshness.standstill);
  }

  private tell(row: LedgerRow): void {
    for (const listener of this.listeners) listener(row);
  }

  private changeRole(): Promise<void> {
    this.turn = this.turn.catch(() => undefined).then(() => this.assume(this.shards.leads));
    return this.turn;
  }

  private async assume(leads: boolean): Promise<void> {
    if (this.running?.leads === leads) return;
    // While the program starts, its read models must be there; later they may be away when the role changes.
    const isPatient = this.running !== undefined;
    await this.leave();
    const start = (): Promise<Consumer> => this.keep();
    const consumer = leads
      ? await keepConsuming({ part: ledgerReader, health: this.health, start, isPatient })
      : this.shown.follow();
    this.running = { leads, consumer };
  }

  /** After the portion in hand: a batch may be many, and whoever goes on begins behind the last one. */
  private async leave(): Promise<void> {
    this.isLeaving = true;
    await this.running?.consumer.stop();
    this.isLeaving = false;
  }

  private async keep(): Promise<Consumer> {
    const { kept, after } = await LedgerProjections.open(this.readModels);
    this.freshness.shows(kept.revisions);
    await this.shown.tellUpTo(kept.revisions);
    const subscription = { reader: ledgerReader, topics: [ledgerTopic], after, maxEvents: maxRows };
    return this.bus.consumeBatches(subscription, (batch, position) => this.take(kept, batch, position));
  }

  private async take(kept: LedgerProjections, batch: readonly Delivery[], position: BusPosition): Promise<void> {
    const portions = portionsOf(batch.map(({ event }) => event.data as LedgerRow));
    for (const [index, rows] of portions.entries()) {
      await this.letLedgerPass();
      if (this.isLeaving) throw new Error('the rest is shown by whoever goes on');
      const isLast = index === portions.length - 1;
      const fresh = await kept.take(rows, isLast ? position : undefined);
      this.freshness.shows(kept.revisions);
      for (const row of fresh) this.shown.told(row);
    }
  }

  private async letLedgerPass(): Promise<void> {
    const spent = stopwatch();
    while (this.shards.isBehind && !this.isLeaving && spent() < patienceMs) await pause(pollMs);
  }
}

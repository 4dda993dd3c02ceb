import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Bus, BusPosition, Consumer, Delivery } from '@baton/bus';
import type { ReadModels } from '@baton/read-model';
import { BUS, HealthRegistry, READ_MODELS, keepConsuming, ledgerTopic } from '@baton/service-kit';
import { LedgerProjections, ledgerReader } from './ledger-projections.ts';
import type { LedgerRow } from './ledger-row.ts';

/** Appends that share one transaction of the read models while there are many to catch up with. */
const maxRows = 2_000;

export type RowListener = (row: LedgerRow) => void;

/** Follows the ledgers of all shards, keeps the read models, then tells whoever listens. */
@Injectable()
export class LedgerReader implements OnModuleInit, OnApplicationShutdown {
  private readonly listeners = new Set<RowListener>();
  private consumer: Consumer | undefined;

  constructor(
    @Inject(BUS) private readonly bus: Bus,
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
    private readonly health: HealthRegistry,
  ) {}

  async onModuleInit(): Promise<void> {
    const start = (): Promise<Consumer> => this.start();
    this.consumer = await keepConsuming({ part: ledgerReader, health: this.health, start });
  }

  async onApplicationShutdown(): Promise<void> {
    await this.consumer?.stop();
  }

  /** Called after the read models show the row. Answers a function that ends it. */
  listen(listener: RowListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private async start(): Promise<Consumer> {
    const { kept, after } = await LedgerProjections.open(this.readModels);
    const subscription = { reader: ledgerReader, topics: [ledgerTopic], after, maxEvents: maxRows };
    return this.bus.consumeBatches(subscription, (batch, position) => this.take(kept, batch, position));
  }

  private async take(kept: LedgerProjections, batch: readonly Delivery[], position: BusPosition): Promise<void> {
    if (batch.length === 0) return;
    const rows = batch.map(({ event }) => event.data as LedgerRow);
    await kept.take(rows, position);
    for (const row of rows) for (const listener of this.listeners) listener(row);
  }
}

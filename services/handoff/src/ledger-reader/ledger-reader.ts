import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Bus, BusPosition, Consumer, Delivery } from '@baton/bus';
import type { Change, Document, ReadModels } from '@baton/read-model';
import { BUS, HealthRegistry, READ_MODELS, ledgerTopic } from '@baton/service-kit';
import { caseEntriesProjection } from '../case-history/case-entries.projection.ts';
import { eventOutcomesProjection } from '../event-outcome/event-outcomes.projection.ts';
import { caseCardProjection } from '../open-cases/case-card.projection.ts';
import { stalledBatonsProjection } from '../stalled-batons/stalled-batons.projection.ts';
import type { LedgerRow } from './ledger-row.ts';
import type { Lookup, Projection } from './projection.ts';

/** Every read model of the ledger; deleting one is deleting its folder and its line here. */
const projections: readonly Projection[] = [caseCardProjection, stalledBatonsProjection, caseEntriesProjection, eventOutcomesProjection];

const reader = 'ledger-reader';
const places = { name: 'reader-places', version: 1, reader, indexes: [{ name: 'by-id', fields: [] }] };

interface Place extends Document {
  readonly position: BusPosition;
  readonly batch: number;
}

export type RowListener = (row: LedgerRow) => void;

/** Follows the ledgers of all shards, keeps the read models, then tells whoever listens. */
@Injectable()
export class LedgerReader implements OnModuleInit, OnApplicationShutdown {
  private readonly listeners = new Set<RowListener>();
  private consumer: Consumer | undefined;
  private batch = -1;

  constructor(
    @Inject(BUS) private readonly bus: Bus,
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
    private readonly health: HealthRegistry,
  ) {}

  async onModuleInit(): Promise<void> {
    const kept = await this.readModels.collection<Place>(places);
    for (const projection of projections) await this.readModels.collection(projection.collection);
    const place = await kept.get(reader);
    const checkpoint = await this.readModels.checkpoint(reader);
    if (place?.batch !== checkpoint) await this.readModels.reset(reader, [places.name, ...projections.map((one) => one.collection.name)]);
    const goesOn = place !== undefined && place.batch === checkpoint;
    this.batch = goesOn ? place.batch : -1;
    this.consumer = await this.bus.consumeBatches(
      { reader, topics: [ledgerTopic], after: goesOn ? place.position : {} },
      (batch, position) => this.take(batch, position),
    );
    this.consumer.failed.catch((fault: Error) => this.health.report(reader, fault.message));
  }

  async onApplicationShutdown(): Promise<void> {
    await this.consumer?.stop();
  }

  /** Called after the read models show the row. Answers a function that ends it. */
  listen(listener: RowListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private async take(batch: readonly Delivery[], position: BusPosition): Promise<void> {
    if (batch.length === 0) return;
    const rows = batch.map(({ event }) => event.data as LedgerRow);
    const pending = new Map<string, Change>();
    const lookup = this.lookupOver(pending);
    for (const row of rows) {
      for (const projection of projections) {
        for (const change of await projection.changes(row, lookup)) pending.set(keyOf(change), change);
      }
    }
    this.batch++;
    const document: Place = { id: reader, position, batch: this.batch };
    await this.readModels.apply(reader, this.batch, [...pending.values(), { collection: places.name, kind: 'put', document }]);
    for (const row of rows) for (const listener of this.listeners) listener(row);
  }

  private lookupOver(pending: ReadonlyMap<string, Change>): Lookup {
    return async <D>(collection: string, id: string) => {
      const change = pending.get(`${collection} ${id}`);
      if (change !== undefined) return change.kind === 'put' ? (change.document as D) : undefined;
      const { collection: definition } = projections.find((projection) => projection.collection.name === collection)!;
      return (await (await this.readModels.collection(definition)).get(id)) as D | undefined;
    };
  }
}

const keyOf = (change: Change): string => `${change.collection} ${change.kind === 'put' ? change.document.id : change.id}`;

import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type Bus, type BusPosition, type Consumer, type Delivery, alertsTopic, eventsTopic } from '@baton/bus';
import { caseIdOf } from '@baton/contracts';
import type { Change, ReadModels } from '@baton/read-model';
import { BUS, HealthRegistry, READ_MODELS, keepConsuming } from '@baton/service-kit';
import { type InboxCase, instantText, rowsOf, unknownCase, withEvent } from './inbox-case.ts';
import {
  INBOX,
  type InboxCollections,
  inboxCases,
  inboxPosition,
  inboxReader,
  inboxRows,
} from './inbox.collections.ts';

const positionId = 'position';

/**
 * Follows this service's events and what the handoff service says of them. Its position on the bus is kept together
 * with the documents, so that the two never disagree; without documents it begins at the beginning.
 */
@Injectable()
export class InboxReader implements OnApplicationBootstrap, OnModuleDestroy {
  #sequence = 0;
  #consumer: Consumer | undefined;

  constructor(
    @Inject(BUS) private readonly bus: Bus,
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
    @Inject(INBOX) private readonly inbox: InboxCollections,
    private readonly health: HealthRegistry,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const start = (): Promise<Consumer> => this.#start();
    this.#consumer = await keepConsuming({ part: inboxReader, health: this.health, start });
  }

  async #start(): Promise<Consumer> {
    this.#sequence = await this.readModels.checkpoint(inboxReader);
    const after = (await this.inbox.position.get(positionId))?.position ?? {};
    const subscription = { reader: inboxReader, topics: [eventsTopic, alertsTopic], after };
    return this.bus.consumeBatches(subscription, (batch, position) => this.#read(batch, position));
  }

  async onModuleDestroy(): Promise<void> {
    await this.#consumer?.stop();
  }

  async #read(batch: readonly Delivery[], position: BusPosition): Promise<void> {
    const ids = new Set(batch.flatMap(({ event }) => caseIdOf(event) ?? []));
    const before = new Map(await this.inbox.cases.getAll(ids));
    const after = new Map<string, InboxCase>();
    for (const delivery of batch) {
      const caseId = caseIdOf(delivery.event);
      if (caseId === undefined) continue;
      if (!before.has(caseId)) before.set(caseId, unknownCase(caseId));
      after.set(caseId, changedBy(delivery, after.get(caseId) ?? before.get(caseId)!));
    }
    const changes = [...after].flatMap(([caseId, inboxCase]) => changesOf(before.get(caseId)!, inboxCase));
    const moved: Change = { collection: inboxPosition.name, kind: 'put', document: { id: positionId, position } };
    await this.readModels.apply(inboxReader, this.#sequence + 1, [...changes, moved]);
    this.#sequence += 1;
  }
}

/** Events come from anywhere: one that has not the shape of its type says nothing, and must not stop the others. */
const changedBy = ({ event, recordedAt }: Delivery, inboxCase: InboxCase): InboxCase => {
  try {
    return withEvent(inboxCase, event, instantText(recordedAt));
  } catch (fault) {
    if (fault instanceof TypeError) return inboxCase;
    throw fault;
  }
};

const changesOf = (before: InboxCase, after: InboxCase): readonly Change[] => {
  if (before === after) return [];
  const rows = rowsOf(after);
  const kept = new Set(rows.map(({ id }) => id));
  return [
    { collection: inboxCases.name, kind: 'put', document: after },
    ...rowsOf(before)
      .filter(({ id }) => !kept.has(id))
      .map(({ id }): Change => ({ collection: inboxRows.name, kind: 'remove', id })),
    ...rows.map((document): Change => ({ collection: inboxRows.name, kind: 'put', document })),
  ];
};

import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Collection, Document, ReadModels } from '@baton/read-model';
import { READ_MODELS } from '@baton/service-kit';
import { LedgerReader } from '../ledger-reader/ledger-reader.ts';
import { type LedgerRow, casesOf } from '../ledger-reader/ledger-row.ts';
import { type AlertedCase, openAlerts } from './open-alerts.projection.ts';
import { type Silence, silences } from './silences.projection.ts';

const pageSize = 500;

/**
 * Every case in which something stalls, in memory, because grouping looks at all of them. Loaded when it is first asked
 * for; a case that the ledger has spoken of since is read again.
 */
@Injectable()
export class OpenAlerts implements OnModuleInit, OnApplicationShutdown {
  private readonly cases = new Map<string, AlertedCase>();
  private readonly outdated = new Set<string>();
  private readonly stopListening: () => void;
  private collection!: Collection<AlertedCase>;
  private silences!: Collection<Silence>;
  private turn: Promise<void> | undefined;
  private state: 'not-asked' | 'loading' | 'loaded' = 'not-asked';

  constructor(
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
    reader: LedgerReader,
  ) {
    this.stopListening = reader.listen((row) => this.hear(row));
  }

  async onModuleInit(): Promise<void> {
    this.collection = await this.readModels.collection<AlertedCase>(openAlerts);
    this.silences = await this.readModels.collection<Silence>(silences);
  }

  onApplicationShutdown(): void {
    this.stopListening();
  }

  async all(): Promise<{ readonly cases: Iterable<AlertedCase>; readonly silences: readonly Silence[] }> {
    this.turn ??= this.refresh().finally(() => (this.turn = undefined));
    await this.turn;
    return { cases: this.cases.values(), silences: await everything(this.silences, 'by-end') };
  }

  private hear({ append }: LedgerRow): void {
    if (this.state === 'not-asked') return;
    const stalled = new Set(append.decisions.flatMap((one) => ('episode' in one ? [one.caseId] : [])));
    for (const caseId of casesOf(append)) {
      if (this.state === 'loading' || this.cases.has(caseId) || stalled.has(caseId)) this.outdated.add(caseId);
    }
  }

  private async refresh(): Promise<void> {
    if (this.state !== 'loaded') {
      this.state = 'loading';
      for (const one of await everything(this.collection, 'by-id')) this.cases.set(one.id, one);
      this.state = 'loaded';
    }
    const outdated = [...this.outdated];
    this.outdated.clear();
    try {
      const found = await this.collection.getAll(outdated);
      for (const caseId of outdated) this.cases.delete(caseId);
      for (const [caseId, one] of found) this.cases.set(caseId, one);
    } catch (fault) {
      for (const caseId of outdated) this.outdated.add(caseId);
      throw fault;
    }
  }
}

const everything = async <D extends Document>(collection: Collection<D>, index: string): Promise<readonly D[]> => {
  const all: D[] = [];
  let after: string | undefined;
  do {
    const page = await collection.find({ index, limit: pageSize, ...(after === undefined ? {} : { after }) });
    all.push(...page.documents);
    after = page.next;
  } while (after !== undefined);
  return all;
};

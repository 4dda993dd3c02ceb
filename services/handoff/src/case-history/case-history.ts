import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import { type LedgerAppend, ledgerStream } from '@baton/contracts';
import type { Collection, ReadModels } from '@baton/read-model';
import { READ_MODELS } from '@baton/service-kit';
import type { LedgerRow } from '../ledger-reader/ledger-row.ts';
import { Shards } from '../ledger/shards.ts';
import { type AsOf, type CaseAsOf, foldCase } from './case-as-of.ts';
import { type CaseEntryPlace, caseEntries } from './case-entries.projection.ts';

const pageSize = 200;

/** Reads a case out of the ledger and folds it again, alone with the rules that were in force: live or as of any instant. */
@Injectable()
export class CaseHistory implements OnModuleInit {
  private places!: Collection<CaseEntryPlace>;
  /** Appends never change, and those with rules in them are asked for again and again. */
  private readonly rulesRows = new Map<string, LedgerRow>();

  constructor(
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
    private readonly shards: Shards,
  ) {}

  async onModuleInit(): Promise<void> {
    this.places = await this.readModels.collection<CaseEntryPlace>(caseEntries);
  }

  /** Appends that speak of the case or of the rules, in ledger order. Empty: nobody has spoken of the case. */
  async rows(caseId: string): Promise<readonly LedgerRow[]> {
    const own: LedgerRow[][] = [];
    const ledgers = this.shards.ledgersOf(caseId);
    for (const ledger of ledgers) own.push(await this.read(caseId, ledger));
    if (own.every((rows) => rows.length === 0)) return [];
    const rows: LedgerRow[] = [];
    for (const [index, ledger] of ledgers.entries()) rows.push(...(await this.withRules(own[index]!, ledger)));
    return rows;
  }

  private async withRules(own: readonly LedgerRow[], ledger: number): Promise<readonly LedgerRow[]> {
    const known = new Set(own.map((row) => row.revision));
    const rules = (await this.read('', ledger)).filter((row) => !known.has(row.revision));
    return [...own, ...rules].sort((one, other) => one.revision - other.revision);
  }

  /** Undefined: nothing had been recorded of the case by then, or had occurred. */
  async fold(caseId: string, asOf: AsOf): Promise<CaseAsOf | undefined> {
    return foldCase(await this.rows(caseId), caseId, asOf);
  }

  private async read(caseId: string, shard: number): Promise<LedgerRow[]> {
    const rows: LedgerRow[] = [];
    let after: string | undefined;
    do {
      const page = await this.places.find({
        index: 'by-case',
        equals: { caseId, shard },
        limit: pageSize,
        ...(after === undefined ? {} : { after }),
      });
      for (const { revision } of page.documents) rows.push(await this.row(shard, revision, caseId === ''));
      after = page.next;
    } while (after !== undefined);
    return rows;
  }

  private async row(shard: number, revision: number, keep: boolean): Promise<LedgerRow> {
    const key = `${shard}.${revision}`;
    const known = this.rulesRows.get(key);
    if (known !== undefined) return known;
    for await (const stored of this.shards
      .ledger(shard)
      .readStream(ledgerStream(shard), { from: revision, limit: 1 })) {
      const row = { shard, revision, append: stored.data as LedgerAppend };
      if (keep) this.rulesRows.set(key, row);
      return row;
    }
    throw new Error(`the ledger of shard ${shard} has no append ${revision}`);
  }
}

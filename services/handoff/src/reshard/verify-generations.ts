import type { Generation, LedgerAppend } from '@baton/contracts';
import { HandoffEngine, type SnapshotPart } from '@baton/handoff-engine';
import { isOlder } from '../ledger/replay.ts';
import {
  type CarriedItem,
  type Difference,
  type VerifyReport,
  maxDifferences,
  verifyLedger,
} from '../ledger/verify-ledger.ts';
import { RecordedItems, differenceOf, expectedItems } from './carried-items.ts';
import { CarriedOver } from './carried-over.ts';
import type { ClosedLedger } from './closed-ledger.ts';

/** One generation, its ledgers in the order of their shards. */
export interface StoredGeneration extends Generation {
  rows(ledger: number): AsyncIterable<LedgerAppend>;
}

export interface LedgerReport extends VerifyReport {
  readonly ledger: number;
}

type Items = Iterator<CarriedItem, unknown>;

/** Recomputes every decision of all ledgers, and what a generation begins with out of what the one before had come to. */
export async function* verifyGenerations(generations: readonly StoredGeneration[]): AsyncGenerator<LedgerReport> {
  let before: readonly LedgerCheck[] = [];
  for (const generation of generations) {
    const itemsOf = succeeding(before, generation);
    before = [];
    for (let shard = 0; shard < generation.shards; shard++) {
      const check = new LedgerCheck(generation.first + shard, itemsOf(shard));
      yield await check.verify(generation.rows(check.ledger));
      before = [...before, check];
    }
  }
}

const nothing: readonly CarriedItem[] = [];

/** What each shard must begin with. Where the ledgers before do not end as they must, that is nothing. */
const succeeding = (before: readonly LedgerCheck[], next: Generation): ((shard: number) => Items) => {
  const closed = before.flatMap((check) => check.closed ?? []);
  const rules = new Set(closed.map(({ engine }) => engine.reference.facts.length));
  if (closed.length === 0 || closed.length < before.length || rules.size > 1) return () => nothing.values();
  const succession = { closed, next };
  const over = new CarriedOver(succession);
  return (shard) => expectedItems(over, succession, shard);
};

class LedgerCheck {
  private readonly engine = new HandoffEngine();
  private readonly recorded = new RecordedItems();
  private readonly differences: Difference[] = [];
  private revision = -1;
  private last: LedgerAppend | undefined;

  constructor(
    readonly ledger: number,
    private readonly expected: Items,
  ) {}

  /** Undefined: the cases did not go on in other ledgers, or as another meaning of the engine has it. */
  get closed(): ClosedLedger | undefined {
    const { ledger, revision, engine, last } = this;
    return last?.closed === undefined || isOlder(last) ? undefined : { ledger, revision, engine, last };
  }

  async verify(rows: AsyncIterable<LedgerAppend>): Promise<LedgerReport> {
    const report = await verifyLedger(this.watched(rows), this.engine);
    const differences = [...this.differences, ...report.differences].slice(0, maxDifferences);
    return { ledger: this.ledger, ...report, differences };
  }

  private async *watched(rows: AsyncIterable<LedgerAppend>): AsyncGenerator<LedgerAppend> {
    for await (const row of rows) {
      this.revision++;
      if (row.carried !== undefined && !isOlder(row)) this.compare(row.carried.state as SnapshotPart);
      if (this.last?.carried !== undefined && row.carried === undefined) this.expectNoMore();
      this.last = row;
      yield row;
    }
    this.expectNoMore();
  }

  private compare(state: SnapshotPart): void {
    for (const item of this.recorded.of(state)) this.note(item, this.expected.next().value as CarriedItem | undefined);
  }

  private expectNoMore(): void {
    if (this.last !== undefined && isOlder(this.last)) return;
    for (let next = this.expected.next(); next.done !== true; next = this.expected.next())
      this.note(undefined, next.value);
  }

  private note(recorded: CarriedItem | undefined, recomputed: CarriedItem | undefined): void {
    const difference = differenceOf(recorded, recomputed);
    if (difference !== undefined) this.differences.push({ append: this.revision, ...difference });
  }
}

import { randomUUID } from 'node:crypto';
import type { BusPosition } from '@baton/bus';
import { type Decision, type Fact, type LedgerAppend, ledgerAppendType, ledgerStream } from '@baton/contracts';
import type { EventStore } from '@baton/event-store';
import { HandoffEngine, meaning } from '@baton/handoff-engine';
import { decisionsOf } from './replay.ts';

/** Another owner has appended to this shard's ledger: this one must stop. */
export class Fenced extends Error {
  constructor(shard: number) {
    super(`the ledger of shard ${shard} has another owner`);
    this.name = 'Fenced';
  }
}

/** Decisions of one append; more go on in the next. */
const maxDecisions = 2_000;

/**
 * The engine of one shard and the ledger that it is a function of: facts, their decisions and the input position go
 * into one append, whose expected revision is the fence. After a fault the engine is ahead of the ledger: load anew.
 */
export class LedgerWriter {
  engine = new HandoffEngine();
  position: BusPosition = {};
  recordedAt = -Infinity;
  private revision = -1;

  constructor(
    readonly shard: number,
    private readonly store: EventStore,
  ) {}

  /** Folds the ledger; finishes an append whose decisions were cut off by a crash. */
  async load(): Promise<void> {
    this.engine = new HandoffEngine();
    let open: Decision[] = [];
    for await (const stored of this.store.readStream(ledgerStream(this.shard))) {
      const row = stored.data as LedgerAppend;
      open.push(...decisionsOf(this.engine, row));
      open = row.unfinished === true ? open.slice(row.decisions.length) : [];
      this.revision = stored.revision;
      this.recordedAt = row.recordedAt;
      this.position = row.input;
    }
    if (open.length > 0) await this.write([], open);
  }

  /**
   * Folds the facts that are new, and time up to `now`. Nothing is written when nothing came of it. Answers the
   * revision of the last append.
   */
  async append(facts: readonly Fact[], now: number, position: BusPosition): Promise<number> {
    this.recordedAt = Math.max(now, this.recordedAt);
    const fresh: Fact[] = [];
    const decisions: Decision[] = [];
    for (const fact of facts) {
      if (this.engine.has(fact)) continue;
      fresh.push(fact);
      decisions.push(...this.engine.apply(fact, this.recordedAt));
    }
    decisions.push(...this.engine.advance(this.recordedAt).decisions);
    if (fresh.length === 0 && decisions.length === 0) return this.revision;
    await this.write(fresh, decisions, position);
    return this.revision;
  }

  private async write(facts: readonly Fact[], decisions: readonly Decision[], position = this.position): Promise<void> {
    for (let from = 0; from === 0 || from < decisions.length; from += maxDecisions) {
      const isLast = from + maxDecisions >= decisions.length;
      await this.writeOne({
        meaning,
        recordedAt: this.recordedAt,
        input: isLast ? position : this.position,
        facts: from === 0 ? facts : [],
        decisions: decisions.slice(from, from + maxDecisions),
        ...(isLast ? {} : { unfinished: true as const }),
      });
    }
    this.position = position;
  }

  private async writeOne(append: LedgerAppend): Promise<void> {
    const event = { id: randomUUID(), type: ledgerAppendType, data: append };
    const result = await this.store.append(ledgerStream(this.shard), this.revision, [event]);
    if (result.kind === 'conflict') throw new Fenced(this.shard);
    this.revision = result.revision;
  }
}

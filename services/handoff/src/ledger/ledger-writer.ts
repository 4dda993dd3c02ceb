import { randomUUID } from 'node:crypto';
import type { BusPosition } from '@baton/bus';
import {
  type Decision,
  type Fact,
  type LedgerAppend,
  type SetAside,
  ledgerAppendType,
  ledgerStream,
} from '@baton/contracts';
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

export type LedgerStore = Pick<EventStore, 'append' | 'readStreamPages'>;

/** What comes from outside at one time. */
export interface LedgerInput {
  readonly facts: readonly Fact[];
  /** Events that say no facts. */
  readonly setAside?: readonly SetAside[];
  readonly now: number;
  readonly position: BusPosition;
}

/** Decisions of one append; more go on in the next. */
const maxDecisions = 2_000;

interface Folded {
  readonly facts: readonly Fact[];
  readonly decisions: readonly Decision[];
}

/** A fact at which the engine throws; the engine is then good for nothing. */
class Poison {
  readonly setAside: SetAside;

  constructor(fact: Fact, fault: unknown) {
    const because = `could not be folded: ${fault instanceof Error ? fault.message : String(fault)}`;
    this.setAside = { event: fact.id, ...('caseId' in fact && { caseId: fact.caseId }), because };
  }
}

const without = (facts: readonly Fact[], aside: readonly SetAside[]): readonly Fact[] => {
  const ids = new Set(aside.map(({ event }) => event));
  return facts.filter((fact) => !ids.has(fact.id));
};

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
    private readonly store: LedgerStore,
  ) {}

  /** Folds the ledger; finishes an append whose decisions were cut off by a crash. */
  async load(): Promise<void> {
    this.engine = new HandoffEngine();
    let open: Decision[] = [];
    for await (const page of this.store.readStreamPages(ledgerStream(this.shard))) {
      for (const { data, revision } of page) {
        const row = data as LedgerAppend;
        open = this.replay(row, open);
        this.revision = revision;
        this.recordedAt = row.recordedAt;
        this.position = row.input;
      }
    }
    if (open.length > 0) await this.write({ facts: [], decisions: open }, [], this.position);
  }

  /** Answers the decisions that the row leaves to the next one; most leave none, and need not be made again. */
  private replay(row: LedgerAppend, open: readonly Decision[]): Decision[] {
    if (row.unfinished !== true && open.length === 0) {
      this.engine.replay(row.facts, row.recordedAt);
      return [];
    }
    const made = [...open, ...decisionsOf(this.engine, row)];
    return row.unfinished === true ? made.slice(row.decisions.length) : [];
  }

  /**
   * Folds the facts that are new, and time up to `now`. Nothing is written when nothing came of it. A fact at which the
   * engine throws is set aside, so that it holds up nothing else. Answers the revision of the last append.
   */
  async append({ facts, setAside = [], now, position }: LedgerInput): Promise<number> {
    const aside = [...setAside];
    let folded = this.fold(facts, now);
    while (folded instanceof Poison) {
      aside.push(folded.setAside);
      await this.load();
      folded = this.fold(without(facts, aside), now);
    }
    if (folded.facts.length === 0 && folded.decisions.length === 0 && aside.length === 0) return this.revision;
    await this.write(folded, aside, position);
    return this.revision;
  }

  /** Throws when it is time, and no fact, at which the engine throws. */
  private fold(facts: readonly Fact[], now: number): Folded | Poison {
    this.recordedAt = Math.max(now, this.recordedAt);
    const fresh: Fact[] = [];
    const decisions: Decision[] = [];
    for (const fact of facts) {
      if (this.engine.has(fact)) continue;
      try {
        decisions.push(...this.engine.apply(fact, this.recordedAt));
      } catch (fault) {
        return new Poison(fact, fault);
      }
      fresh.push(fact);
    }
    decisions.push(...this.engine.advance(this.recordedAt).decisions);
    return { facts: fresh, decisions };
  }

  private async write(folded: Folded, setAside: readonly SetAside[], position: BusPosition): Promise<void> {
    const { facts, decisions } = folded;
    for (let from = 0; from === 0 || from < decisions.length; from += maxDecisions) {
      const isFirst = from === 0;
      const isLast = from + maxDecisions >= decisions.length;
      await this.writeOne({
        meaning,
        recordedAt: this.recordedAt,
        input: isLast ? position : this.position,
        facts: isFirst ? facts : [],
        decisions: decisions.slice(from, from + maxDecisions),
        ...(isFirst && setAside.length > 0 ? { setAside } : {}),
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

import { randomUUID } from 'node:crypto';
import { type LedgerAppend, ledgerAppendType, ledgerStream } from '@baton/contracts';
import { type EventStore, EventStoreFault, type StoredEvent } from '@baton/event-store';
import { type Unit, contentsOf, halvesOf } from './ledger-units.ts';

/** Another owner has appended to this ledger: this one must stop. */
export class Fenced extends Error {
  constructor(ledger: number) {
    super(`ledger ${ledger} has another owner`);
    this.name = 'Fenced';
  }
}

export type LedgerStore = Pick<EventStore, 'append' | 'readStreamPages'>;

export interface NextAppend extends Omit<LedgerAppend, 'facts' | 'decisions' | 'setAside'> {
  readonly units: readonly Unit[];
}

/** A shard's ledger under the revision that its owner has seen last, which is the fence. */
export class FencedLedger {
  /** Of the last append; -1: there is none. */
  revision = -1;

  constructor(
    private readonly ledger: number,
    private readonly store: LedgerStore,
    /** Hears of each append that is on disk. */
    private readonly onAppended: (append: LedgerAppend) => void = () => undefined,
  ) {}

  rewind(): void {
    this.revision = -1;
  }

  /** What came behind the revision, in pages; the revision follows. Nothing is read where `fresh` goes on behind it. */
  async *pages(fresh: readonly StoredEvent[] = []): AsyncGenerator<readonly LedgerAppend[]> {
    const stream = ledgerStream(this.ledger);
    const next = fresh.filter((event) => event.stream === stream && event.revision > this.revision);
    if (next[0]?.revision === this.revision + 1) {
      this.revision = next.at(-1)!.revision;
      yield next.map(({ data }) => data as LedgerAppend);
      return;
    }
    for await (const page of this.store.readStreamPages(stream, { from: this.revision + 1 })) {
      this.revision = page.at(-1)?.revision ?? this.revision;
      yield page.map(({ data }) => data as LedgerAppend);
    }
  }

  /**
   * One append, or several when it is too large for the store: then all but the last are unfinished, and the input
   * position is `before` in them. Throws `Fenced`.
   */
  async write({ units, ...rest }: NextAppend, before: LedgerAppend['input']): Promise<void> {
    try {
      await this.append({ ...rest, ...contentsOf(units) });
    } catch (fault) {
      const halves = isTooLarge(fault) ? halvesOf(units) : undefined;
      if (halves === undefined) throw fault;
      const { meaningChanged: _, ...second } = rest;
      await this.write({ ...rest, units: halves[0], input: before, unfinished: true }, before);
      await this.write({ ...second, units: halves[1] }, before);
    }
  }

  private async append(append: LedgerAppend): Promise<void> {
    const event = { id: randomUUID(), type: ledgerAppendType, data: append };
    const result = await this.store.append(ledgerStream(this.ledger), this.revision, [event]);
    if (result.kind === 'conflict') throw new Fenced(this.ledger);
    this.revision = result.revision;
    this.onAppended(append);
  }
}

const isTooLarge = (fault: unknown): boolean => fault instanceof EventStoreFault && fault.code === 'too-large';

import {
  type AppendResult,
  EventStoreFault,
  type ExpectedRevision,
  type NewEvent,
  type StoredEvent,
} from '@baton/event-store';
import type { LedgerStore } from './fenced-ledger.ts';

const maxWaiting = 5_000;
const maxEvents = 250;

/** Hears of what was stored; the first event has the revision `first`. */
type Stored = (events: readonly NewEvent[], first: number) => Promise<void>;

/**
 * The ledger of a writer that has the store for itself and whose work is worth nothing unless it is complete: appends
 * are answered at once and stored together. They are on disk when `flush` resolves.
 */
export class CollectedAppends implements LedgerStore {
  #waiting: NewEvent[] = [];
  #revision = -1;

  constructor(
    private readonly store: LedgerStore,
    private readonly stream: string,
    private readonly stored: Stored,
  ) {}

  async *readStreamPages(
    ...[stream, options]: Parameters<LedgerStore['readStreamPages']>
  ): AsyncGenerator<readonly StoredEvent[]> {
    await this.flush();
    yield* this.store.readStreamPages(stream, options);
  }

  async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    if (stream !== this.stream) throw new Error(`appends to ${this.stream} are collected, not to ${stream}`);
    this.#waiting.push(...events);
    if (this.#waiting.length >= maxWaiting) await this.flush();
    return { kind: 'appended', revision: expected + events.length, position: '' };
  }

  async flush(): Promise<void> {
    const events = this.#waiting;
    this.#waiting = [];
    if (events.length === 0) return;
    const first = this.#revision + 1;
    for (let from = 0; from < events.length; from += maxEvents) await this.#write(events.slice(from, from + maxEvents));
    await this.stored(events, first);
  }

  /** In halves when they are too large together. */
  async #write(events: readonly NewEvent[]): Promise<void> {
    try {
      const result = await this.store.append(this.stream, this.#revision, events);
      if (result.kind === 'conflict') throw new Error(`somebody else writes to ${this.stream}`);
      this.#revision = result.revision;
    } catch (fault) {
      if (!(fault instanceof EventStoreFault) || fault.code !== 'too-large' || events.length === 1) throw fault;
      const half = Math.ceil(events.length / 2);
      await this.#write(events.slice(0, half));
      await this.#write(events.slice(half));
    }
  }
}

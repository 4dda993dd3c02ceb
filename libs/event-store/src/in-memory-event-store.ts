import { Changes } from './changes.ts';
import { checkStreamName, defaultMaxAppendBytes, type EncodedEvent, encodeAppend } from './encode-append.ts';
import {
  type AppendResult,
  type EventStore,
  EventStoreFault,
  type ExpectedRevision,
  type NewEvent,
  type Position,
  type ReadAllOptions,
  type StoredEvent,
  type SubscriptionItem,
} from './event-store.ts';
import { followLog } from './follow-log.ts';

interface Row extends EncodedEvent {
  readonly stream: string;
  readonly revision: number;
  readonly index: number;
  readonly recordedAt: number;
}

const positionOf = (index: number): Position => `m${index}`;

const indexOf = (position: Position): number => {
  if (!/^m\d+$/.test(position))
    throw new EventStoreFault('invalid-argument', `"${position}" is no position of this store.`, false);
  return Number(position.slice(1));
};

const toEvent = ({ stream, revision, index, id, type, data, metadata, recordedAt }: Row): StoredEvent => ({
  stream,
  revision,
  position: positionOf(index),
  id,
  type,
  data: JSON.parse(data),
  metadata: JSON.parse(metadata),
  recordedAt,
});

/** The port's meaning without a disk: what is read was JSON in between, and nothing outlives the object. */
export class InMemoryEventStore implements EventStore {
  readonly maxAppendBytes: number;
  readonly #now: () => number;
  readonly #rows: Row[] = [];
  readonly #streams = new Map<string, Row[]>();
  readonly #changes = new Changes();

  constructor(options: { readonly now: () => number; readonly maxAppendBytes?: number }) {
    this.#now = options.now;
    this.maxAppendBytes = options.maxAppendBytes ?? defaultMaxAppendBytes;
  }

  async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    this.#changes.throwIfClosed();
    const encoded = encodeAppend(stream, { expected, events }, this.maxAppendBytes);
    const rows = this.#streams.get(stream) ?? [];
    const actual = rows.length - 1;
    if (actual !== expected) {
      const earlier = rows.slice(expected + 1, expected + 1 + encoded.length);
      const repeated = earlier.length === encoded.length && earlier.every((row, at) => row.id === encoded[at]?.id);
      return repeated ? appended(earlier.at(-1)!) : { kind: 'conflict', actual };
    }
    const recordedAt = Math.max(this.#now(), this.#rows.at(-1)?.recordedAt ?? -Infinity);
    for (const event of encoded) {
      const row: Row = { ...event, stream, revision: rows.length, index: this.#rows.length, recordedAt };
      rows.push(row);
      this.#rows.push(row);
    }
    this.#streams.set(stream, rows);
    this.#changes.announce();
    return appended(rows.at(-1)!);
  }

  async *readStream(
    stream: string,
    options: { readonly from?: number; readonly limit?: number } = {},
  ): AsyncGenerator<StoredEvent, void, undefined> {
    let left = options.limit ?? Infinity;
    for await (const page of this.readStreamPages(stream, { from: options.from ?? 0 }))
      for (const event of page) {
        if (left <= 0) return;
        left -= 1;
        yield event;
      }
  }

  async *readStreamPages(
    stream: string,
    options: { readonly from?: number; readonly pageSize?: number } = {},
  ): AsyncGenerator<readonly StoredEvent[], void, undefined> {
    const pageSize = options.pageSize ?? 500;
    for (let from = options.from ?? 0; ; from += pageSize) {
      this.#changes.throwIfClosed();
      checkStreamName(stream);
      const page = (this.#streams.get(stream) ?? []).slice(from, from + pageSize).map(toEvent);
      if (page.length > 0) yield page;
      if (page.length < pageSize) return;
    }
  }

  async readAll(options: ReadAllOptions & { readonly limit?: number }): Promise<{
    readonly events: readonly StoredEvent[];
    readonly position: Position | undefined;
    readonly atHead: boolean;
  }> {
    this.#changes.throwIfClosed();
    if (options.prefixes.length === 0)
      throw new EventStoreFault('invalid-argument', 'Reading all needs at least one prefix.', false);
    const limit = options.limit ?? 500;
    const events: StoredEvent[] = [];
    let next = options.after === undefined ? 0 : indexOf(options.after) + 1;
    for (; next < this.#rows.length && events.length < limit; next += 1) {
      const row = this.#rows[next]!;
      if (options.prefixes.some((prefix) => row.stream.startsWith(prefix))) events.push(toEvent(row));
    }
    return { events, position: next === 0 ? undefined : positionOf(next - 1), atHead: next >= this.#rows.length };
  }

  subscribe(options: ReadAllOptions & { readonly signal: AbortSignal }): AsyncIterable<SubscriptionItem> {
    return followLog(
      {
        log: this,
        version: () => this.#changes.version,
        changedSince: (version, signal) => this.#changes.after(version, signal),
      },
      options,
    );
  }

  async head(): Promise<Position | undefined> {
    this.#changes.throwIfClosed();
    return this.#rows.length === 0 ? undefined : positionOf(this.#rows.length - 1);
  }

  covers(other: Position | undefined, position: Position | undefined): boolean {
    if (position === undefined) return true;
    return other !== undefined && indexOf(other) >= indexOf(position);
  }

  distance(after: Position | undefined, to: Position | undefined): number {
    const countTo = (position: Position | undefined): number => (position === undefined ? 0 : indexOf(position) + 1);
    return Math.max(0, countTo(to) - countTo(after));
  }

  async close(): Promise<void> {
    this.#changes.close();
  }
}

const appended = (row: Row): AppendResult => ({
  kind: 'appended',
  revision: row.revision,
  position: positionOf(row.index),
});

import {
  type AppendResult,
  Changes,
  defaultMaxAppendBytes,
  encodeAppend,
  type EventStore,
  EventStoreFault,
  type ExpectedRevision,
  type NewEvent,
  type Position,
  type ReadAllOptions,
  type StoredEvent,
  type SubscriptionItem,
} from '@baton/event-store';
import { DatabaseSync } from 'node:sqlite';
import { CommitBell } from './commit-bell.ts';
import { EventRows, schema } from './event-rows.ts';
import { GroupCommit } from './group-commit.ts';
import { LogReader } from './log-reader.ts';
import { covers, distance } from './position.ts';
import { orFault } from './sqlite-fault.ts';

export interface SqliteEventStoreOptions {
  readonly file: string;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly now: () => number;
  /** Default 1 MiB. */
  readonly maxAppendBytes?: number;
  /** Appends are faults; the file must exist. */
  readonly readOnly?: boolean;
  /** How many appends may share one transaction; default 1,024. */
  readonly maxGroupAppends?: number;
}

const openTimeoutMs = 5_000;
/** How long a statement blocks the process for another one's lock; what takes longer is waited for outside. */
const busyTimeoutMs = 20;

/** One file in WAL mode, synced before an append is answered. Any number of processes may read and write it. */
export class SqliteEventStore implements EventStore {
  readonly maxAppendBytes: number;
  readonly #database: DatabaseSync;
  readonly #readOnly: boolean;
  readonly #changes = new Changes();
  readonly #reader: LogReader;
  readonly #writer: GroupCommit;
  readonly #bell: CommitBell | undefined;
  #closing: Promise<void> | undefined;

  private constructor(database: DatabaseSync, options: SqliteEventStoreOptions) {
    const rows = new EventRows(database);
    this.maxAppendBytes = options.maxAppendBytes ?? defaultMaxAppendBytes;
    this.#database = database;
    this.#readOnly = options.readOnly ?? false;
    this.#reader = new LogReader(() => rows, this.#changes, this.#readOnly ? options.file : undefined);
    this.#bell = this.#readOnly ? undefined : new CommitBell(options.file);
    this.#writer = new GroupCommit({
      database,
      rows,
      now: options.now,
      maxGroupAppends: options.maxGroupAppends ?? 1_024,
      committed: () => {
        this.#bell?.ring();
        this.#changes.announce();
      },
    });
  }

  static async open(options: SqliteEventStoreOptions): Promise<SqliteEventStore> {
    return orFault(() => {
      const readOnly = options.readOnly ?? false;
      const database = new DatabaseSync(options.file, { readOnly, timeout: openTimeoutMs });
      try {
        if (!readOnly) database.exec(`pragma journal_mode = wal; pragma synchronous = full; ${schema}`);
        database.exec(`pragma busy_timeout = ${busyTimeoutMs}`);
        return new SqliteEventStore(database, options);
      } catch (error) {
        database.close();
        throw error;
      }
    });
  }

  /** Not `async`: a promise around the writer's own would cost as much as the rest of the call. */
  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    try {
      if (this.#closing !== undefined) throw new EventStoreFault('closed', 'The event store is closed.', false);
      if (this.#readOnly) throw new EventStoreFault('invalid-argument', 'The event store was opened to read.', false);
      return this.#writer.append(stream, expected, encodeAppend(stream, { expected, events }, this.maxAppendBytes));
    } catch (fault) {
      return Promise.reject(fault);
    }
  }

  readStream(
    stream: string,
    options?: { readonly from?: number; readonly limit?: number },
  ): AsyncIterable<StoredEvent> {
    return this.#reader.readStream(stream, options);
  }

  readStreamPages(
    stream: string,
    options?: { readonly from?: number; readonly pageSize?: number },
  ): AsyncIterable<readonly StoredEvent[]> {
    return this.#reader.readStreamPages(stream, options);
  }

  readAll(options: ReadAllOptions & { readonly limit?: number }) {
    return this.#reader.readAll(options);
  }

  subscribe(options: ReadAllOptions & { readonly signal: AbortSignal }): AsyncIterable<SubscriptionItem> {
    return this.#reader.subscribe(options);
  }

  head(): Promise<Position | undefined> {
    return this.#reader.head();
  }

  covers(other: Position | undefined, position: Position | undefined): boolean {
    return covers(other, position);
  }

  distance(after: Position | undefined, to: Position | undefined): number {
    return distance(after, to);
  }

  /** Stores what was appended before, ends subscriptions with a fault, and lets the file go. */
  close(): Promise<void> {
    this.#closing ??= this.#writer.drained().then(() => {
      this.#changes.close();
      this.#reader.stop();
      this.#bell?.close();
      orFault(() => this.#database.close());
    });
    return this.#closing;
  }
}

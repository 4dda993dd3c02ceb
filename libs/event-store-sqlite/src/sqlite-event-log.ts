import {
  Changes,
  type EventLog,
  type Position,
  type ReadAllOptions,
  type StoredEvent,
  type SubscriptionItem,
} from '@baton/event-store';
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { EventRows } from './event-rows.ts';
import { LogReader } from './log-reader.ts';
import { covers, distance } from './position.ts';

const busyTimeoutMs = 100;

/** Follows a file that another process writes, without ever writing to it. Before the file exists the log is empty. */
export class SqliteEventLog implements EventLog {
  readonly #file: string;
  readonly #changes = new Changes();
  readonly #reader: LogReader;
  #database: DatabaseSync | undefined;
  #rows: EventRows | undefined;

  private constructor(file: string) {
    this.#file = file;
    this.#reader = new LogReader(() => this.#open(), this.#changes, file);
  }

  static async open(options: { readonly file: string }): Promise<SqliteEventLog> {
    return new SqliteEventLog(options.file);
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

  async close(): Promise<void> {
    this.#changes.close();
    this.#reader.stop();
    this.#database?.close();
    this.#database = undefined;
    this.#rows = undefined;
  }

  #open(): EventRows | undefined {
    if (this.#rows !== undefined || !existsSync(this.#file)) return this.#rows;
    const database = new DatabaseSync(this.#file, { readOnly: true, timeout: busyTimeoutMs });
    try {
      const table = database.prepare(`select 1 from sqlite_schema where name = 'event_by_stream'`).get();
      if (table !== undefined) {
        this.#rows = new EventRows(database);
        this.#database = database;
      }
      return this.#rows;
    } finally {
      if (this.#database !== database) database.close();
    }
  }
}

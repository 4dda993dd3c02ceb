import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { EncodedEvent, StoredEvent } from '@baton/event-store';

/** `position` counts up from 1 without gaps; nothing is ever updated or deleted. */
export const schema = `
  create table if not exists event (
    position integer primary key,
    stream text not null,
    revision integer not null,
    id text not null,
    type text not null,
    recorded_at integer not null,
    metadata text not null,
    data text not null
  ) strict;
  create unique index if not exists event_by_stream on event (stream, revision);
`;

const columns = 'position, stream, revision, id, type, recorded_at, metadata, data';
type Row = readonly [number, string, number, string, string, number, string, string];

/** A page ends behind the row that brings its JSON to this length, so that no page blocks the process for long. */
const maxPageLength = 1_048_576;
/** A scan that finds little ends after so many rows, for the same reason. */
const maxScannedRows = 20_000;

/** Readers ask with few sets of prefixes, again and again. */
const maxScans = 64;

/** As literals: binding a text costs more than the rest of a short scan. */
const prefixCondition = (prefix: string): string => {
  const literal = `'${prefix.replaceAll("'", "''")}'`;
  return `(stream >= ${literal} and substr(stream, 1, length(${literal})) = ${literal})`;
};

export interface Head {
  readonly position: number;
  readonly recordedAt: number;
}

/** The statements over one connection. Every method is one short synchronous step that leaves no transaction open. */
export class EventRows {
  readonly #database: DatabaseSync;
  readonly #insert: StatementSync;
  readonly #head: StatementSync;
  readonly #lastRevision: StatementSync;
  readonly #idsOf: StatementSync;
  readonly #ofStream: StatementSync;
  readonly #dataVersion: StatementSync;
  readonly #scans = new Map<string, StatementSync>();

  constructor(database: DatabaseSync) {
    this.#database = database;
    this.#insert = database.prepare(`insert into event (${columns}) values (?, ?, ?, ?, ?, ?, ?, ?)`);
    this.#head = database.prepare('select position, recorded_at from event order by position desc limit 1');
    this.#lastRevision = database.prepare('select revision from event where stream = ? order by revision desc limit 1');
    this.#idsOf = database.prepare(
      'select id, position from event where stream = ? and revision > ? order by revision limit ?',
    );
    this.#ofStream = database.prepare(
      `select ${columns} from event where stream = ? and revision >= ? order by revision limit ?`,
    );
    this.#dataVersion = database.prepare('pragma data_version');
    for (const statement of [this.#head, this.#lastRevision, this.#ofStream, this.#dataVersion])
      statement.setReturnArrays(true);
  }

  insert(event: EncodedEvent, place: { readonly stream: string; readonly revision: number } & Head): void {
    const { stream, revision, position, recordedAt } = place;
    // `get` answers nothing here, which is quicker than the counts that `run` answers.
    this.#insert.get(position, stream, revision, event.id, event.type, recordedAt, event.metadata, event.data);
  }

  head(): Head {
    const row = this.#head.get() as unknown as readonly [number, number] | undefined;
    return row === undefined ? { position: 0, recordedAt: 0 } : { position: row[0], recordedAt: row[1] };
  }

  lastRevision(stream: string): number {
    const row = this.#lastRevision.get(stream) as unknown as readonly [number] | undefined;
    return row === undefined ? -1 : row[0];
  }

  idsAfter(stream: string, revision: number, limit: number): { readonly id: string; readonly position: number }[] {
    return this.#idsOf.all(stream, revision, limit) as unknown as { id: string; position: number }[];
  }

  /** Changes when another connection has committed; own commits leave it alone. */
  dataVersion(): number {
    return (this.#dataVersion.get() as unknown as readonly [number])[0];
  }

  /** `more`: the page ended because it was full. */
  ofStream(stream: string, from: number, limit: number): { readonly events: StoredEvent[]; readonly more: boolean } {
    const { events, full } = page(this.#ofStream.iterate(stream, from, limit));
    return { events, more: full || events.length >= limit };
  }

  /** Rows behind `after`, in position order, and the position up to which there are no others. */
  scan(prefixes: readonly string[], after: number, limit: number) {
    const head = this.head().position;
    const end = Math.min(head, after + maxScannedRows);
    if (end <= after) return { events: [], position: after, atHead: true };
    const { events, full } = page(this.#scan(prefixes).iterate(after, end, limit));
    const last = events.at(-1);
    const position = last !== undefined && (full || events.length >= limit) ? Number(last.position) : end;
    return { events, position, atHead: position >= head };
  }

  #scan(prefixes: readonly string[]): StatementSync {
    const condition = prefixes.map(prefixCondition).join(' or ');
    const known = this.#scans.get(condition);
    if (known !== undefined) return known;
    if (this.#scans.size >= maxScans) this.#scans.clear();
    // `not indexed`: the order is that of the table, which no other index gives.
    const statement = this.#database.prepare(
      `select ${columns} from event not indexed
       where position > ? and position <= ? and (${condition}) order by position limit ?`,
    );
    statement.setReturnArrays(true);
    this.#scans.set(condition, statement);
    return statement;
  }
}

const page = (rows: Iterable<unknown>): { readonly events: StoredEvent[]; readonly full: boolean } => {
  const events: StoredEvent[] = [];
  let length = 0;
  for (const row of rows as Iterable<Row>) {
    events.push(toEvent(row));
    length += row[6].length + row[7].length;
    if (length >= maxPageLength) return { events, full: true };
  }
  return { events, full: false };
};

const toEvent = ([position, stream, revision, id, type, recordedAt, metadata, data]: Row): StoredEvent => ({
  stream,
  revision,
  position: String(position),
  id,
  type,
  data: JSON.parse(data),
  metadata: metadata === 'null' ? null : JSON.parse(metadata),
  recordedAt,
});

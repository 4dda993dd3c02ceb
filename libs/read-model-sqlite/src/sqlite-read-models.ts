import {
  type Change,
  checkDefinition,
  checkLimit,
  type Collection,
  type CollectionDefinition,
  type Document,
  encodeCursor,
  type FieldValue,
  fieldValue,
  type Page,
  planQuery,
  type Query,
  type ReadModels,
  shapeOf,
} from '@baton/read-model';
import { DatabaseSync } from 'node:sqlite';
import { Bookkeeping } from './bookkeeping.ts';
import { CollectionTable, emptyCollection } from './collection-table.ts';

/** Negative: KiB. Catching up touches pages all over the file. */
const cacheSize = -32_000;
/** Pages of 4 KiB. Seldom enough that a page which changes again and again is written back once. */
const checkpointPages = 4_000;

/**
 * One file in WAL mode. It is not synced with every batch: after a power loss the latest batches may be missing, with
 * their checkpoint, and are applied again from the log.
 */
export class SqliteReadModels implements ReadModels {
  readonly #database: DatabaseSync;
  readonly #bookkeeping: Bookkeeping;
  readonly #tables = new Map<string, CollectionTable>();

  private constructor(database: DatabaseSync) {
    this.#database = database;
    this.#bookkeeping = new Bookkeeping(database);
  }

  static async open(options: { readonly file: string }): Promise<SqliteReadModels> {
    const database = new DatabaseSync(options.file, { timeout: 5_000 });
    try {
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
      database.exec(`PRAGMA cache_size = ${cacheSize}; PRAGMA wal_autocheckpoint = ${checkpointPages};`);
      return new SqliteReadModels(database);
    } catch (error) {
      database.close();
      throw error;
    }
  }

  async collection<D extends Document>(definition: CollectionDefinition): Promise<Collection<D>> {
    checkDefinition(definition);
    const { name, reader } = definition;
    const table = new CollectionTable(this.#database, definition);
    this.#inTransaction(() => {
      if (reader !== undefined) this.#bookkeeping.fills(reader, name);
      if (this.#bookkeeping.shape(name) === shapeOf(definition)) return;
      table.create();
      this.#bookkeeping.setShape(name, shapeOf(definition));
      for (const affected of this.#bookkeeping.startOver(name)) this.#empty(affected);
    });
    this.#tables.set(name, table);
    return new SqliteCollection<D>(table);
  }

  async apply(reader: string, sequence: number, changes: readonly Change[]): Promise<void> {
    this.#inTransaction(() => {
      if (sequence <= this.#bookkeeping.checkpoint(reader)) return;
      const touched = new Set<string>();
      for (const change of changes) {
        const table = this.#table(change.collection);
        touched.add(change.collection);
        if (change.kind === 'put') table.put(change.document);
        else table.remove(change.id);
      }
      for (const collection of touched) this.#bookkeeping.fills(reader, collection);
      this.#bookkeeping.setCheckpoint(reader, sequence);
    });
  }

  async checkpoint(reader: string): Promise<number> {
    return this.#bookkeeping.checkpoint(reader);
  }

  async reset(reader: string, collections: readonly string[]): Promise<void> {
    this.#inTransaction(() => {
      for (const name of collections) emptyCollection(this.#database, this.#table(name).definition.name);
      this.#bookkeeping.forget(reader);
    });
  }

  async close(): Promise<void> {
    if (this.#database.isOpen) this.#database.close();
  }

  /** A name that was only announced by its reader has no table yet. */
  #empty(collection: string): void {
    if (this.#bookkeeping.shape(collection) !== undefined) emptyCollection(this.#database, collection);
  }

  #table(name: string): CollectionTable {
    const table = this.#tables.get(name);
    if (table === undefined) throw new TypeError(`There is no collection "${name}".`);
    return table;
  }

  #inTransaction(work: () => void): void {
    this.#database.exec('BEGIN IMMEDIATE');
    try {
      work();
      this.#database.exec('COMMIT');
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      throw error;
    }
  }
}

class SqliteCollection<D extends Document> implements Collection<D> {
  readonly #table: CollectionTable;

  constructor(table: CollectionTable) {
    this.#table = table;
  }

  async get(id: string): Promise<D | undefined> {
    return this.#table.get(id) as D | undefined;
  }

  /** A question costs nothing within the process. */
  async getAll(ids: Iterable<string>): Promise<ReadonlyMap<string, D>> {
    const found = new Map<string, D>();
    for (const id of ids) {
      const document = this.#table.get(id) as D | undefined;
      if (document !== undefined) found.set(id, document);
    }
    return found;
  }

  async find(query: Query): Promise<Page<D>> {
    checkLimit(query.limit);
    const rows = this.#table.all(this.#table.select(query));
    const documents = rows.slice(0, query.limit).map((row) => JSON.parse(String(row['document'])) as D);
    if (rows.length <= query.limit) return { documents };
    const last = documents.at(-1)!;
    const key = planQuery(this.#table.definition, query).orderBy.map((field) => fieldValue(last, field));
    return { documents, next: encodeCursor(query.index, [...key, last.id]) };
  }

  async count(index: string, equals: Readonly<Record<string, FieldValue>> = {}): Promise<number> {
    return Number(this.#table.all(this.#table.count(index, equals))[0]!['count']);
  }
}

import {
  type CollectionDefinition,
  type Document,
  type FieldValue,
  fieldsOf,
  fieldValue,
  planQuery,
  type Query,
} from '@baton/read-model';
import type { DatabaseSync, StatementSync } from 'node:sqlite';

type Bound = string | number | Uint8Array;

/** Null is kept as an empty blob: SQLite sorts blobs behind numbers and text, so an index alone puts nulls last. */
const nothing = new Uint8Array(0);
const toBound = (value: FieldValue): Bound =>
  value === null ? nothing : typeof value === 'boolean' ? Number(value) : value;

const quoted = (name: string): string => `"${name}"`;
const tableName = (collection: string): string => quoted(`collection ${collection}`);
const indexName = (collection: string, index: string): string => quoted(`index ${collection} ${index}`);
const columnName = (field: string): string => quoted(`field ${field}`);

export interface Statement {
  readonly sql: string;
  readonly values: readonly Bound[];
}

/** The table of one collection: the document as JSON, and a column for each indexed field. */
export class CollectionTable {
  readonly definition: CollectionDefinition;
  readonly #database: DatabaseSync;
  readonly #fields: readonly string[];
  readonly #put: string;
  readonly #statements = new Map<string, StatementSync>();

  /** The names of the definition have been checked. */
  constructor(database: DatabaseSync, definition: CollectionDefinition) {
    this.#database = database;
    this.definition = definition;
    this.#fields = fieldsOf(definition.indexes).filter((field) => field !== 'id');
    this.#put = putStatement(tableName(definition.name), this.#fields.map(columnName));
  }

  create(): void {
    const { name, indexes } = this.definition;
    const columns = [
      'id TEXT PRIMARY KEY',
      'document TEXT NOT NULL',
      ...this.#fields.map((field) => `${columnName(field)} NOT NULL`),
    ];
    this.#database.exec(
      `DROP TABLE IF EXISTS ${tableName(name)}; CREATE TABLE ${tableName(name)} (${columns.join(', ')})`,
    );
    for (const { name: index, fields } of indexes)
      if (fields.some((field) => field !== 'id'))
        this.#database.exec(
          `CREATE INDEX ${indexName(name, index)} ON ${tableName(name)} (${[...fields, 'id'].map(column).join(', ')})`,
        );
  }

  put(document: Document): void {
    const values = this.#fields.map((field) => toBound(fieldValue(document, field)));
    // `get` answers nothing here, which is quicker than the counts that `run` answers.
    this.#prepared(this.#put).get(document.id, JSON.stringify(document), ...values);
  }

  remove(id: string): void {
    this.#prepared(`DELETE FROM ${tableName(this.definition.name)} WHERE id = ?`).run(id);
  }

  get(id: string): unknown {
    const row = this.#prepared(`SELECT document FROM ${tableName(this.definition.name)} WHERE id = ?`).get(id);
    return row === undefined ? undefined : JSON.parse(String(row['document']));
  }

  all({ sql, values }: Statement): readonly Record<string, unknown>[] {
    return this.#prepared(sql).all(...values);
  }

  /** Selects one document more than `limit`. */
  select(query: Query): Statement {
    const { equals, orderBy, after } = planQuery(this.definition, query);
    const order = [...orderBy, 'id'].map(column);
    const conditions = equals.map(([field]) => `${column(field)} = ?`);
    if (after !== undefined) conditions.push(`(${order.join(', ')}) > (${order.map(() => '?').join(', ')})`);
    const sql = `SELECT document FROM ${this.#by(query.index)}${where(conditions)} ORDER BY ${order.join(', ')} LIMIT ?`;
    return {
      sql,
      values: [...equals.map(([, value]) => toBound(value)), ...(after ?? []).map(toBound), query.limit + 1],
    };
  }

  count(index: string, equals: Readonly<Record<string, FieldValue>>): Statement {
    const plan = planQuery(this.definition, { index, equals });
    const conditions = plan.equals.map(([field]) => `${column(field)} = ?`);
    const sql = `SELECT count(*) AS count FROM ${this.#by(index)}${where(conditions)}`;
    return { sql, values: plan.equals.map(([, value]) => toBound(value)) };
  }

  /** By `id` alone needs no index but the one that the table has. */
  #by(index: string): string {
    const { name, indexes } = this.definition;
    const isById = indexes.every((one) => one.name !== index || one.fields.every((field) => field === 'id'));
    if (isById) return tableName(name);
    return `${tableName(name)} INDEXED BY ${indexName(name, index)}`;
  }

  #prepared(sql: string): StatementSync {
    let known = this.#statements.get(sql);
    if (known === undefined) {
      known = this.#database.prepare(sql);
      this.#statements.set(sql, known);
    }
    return known;
  }
}

/** Updates in place: only the indexes whose fields have changed are written. */
const putStatement = (table: string, fields: readonly string[]): string => {
  const columns = ['id', 'document', ...fields];
  const updates = columns.slice(1).map((name) => `${name} = excluded.${name}`);
  return `INSERT INTO ${table} VALUES (${columns.map(() => '?').join(', ')})
    ON CONFLICT (id) DO UPDATE SET ${updates.join(', ')}`;
};

/** The id is its own column. */
const column = (field: string): string => (field === 'id' ? 'id' : columnName(field));

const where = (conditions: readonly string[]): string =>
  conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;

export const emptyCollection = (database: DatabaseSync, name: string): void => {
  database.exec(`DELETE FROM ${tableName(name)}`);
};

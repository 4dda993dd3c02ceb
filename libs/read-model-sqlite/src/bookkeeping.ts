import type { DatabaseSync, StatementSync } from 'node:sqlite';

const tables = `
  CREATE TABLE IF NOT EXISTS shapes (collection TEXT PRIMARY KEY, shape TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS checkpoints (reader TEXT PRIMARY KEY, sequence INTEGER NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS fills (reader TEXT, collection TEXT, PRIMARY KEY (reader, collection)) WITHOUT ROWID;`;

/** Collections of readers who are connected with these ones through what they fill, step by step. */
const connected = `
  WITH RECURSIVE start (reader) AS (
    SELECT reader FROM fills WHERE collection = ?
    UNION
    SELECT others.reader FROM start JOIN fills AS own ON own.reader = start.reader
      JOIN fills AS others ON others.collection = own.collection)
  SELECT reader, collection FROM start JOIN fills USING (reader)`;

type Name = 'shape' | 'setShape' | 'checkpoint' | 'setCheckpoint' | 'forget' | 'fill' | 'connected';

/** Which shape each collection has, who fills it, and how far each reader has come. */
export class Bookkeeping {
  readonly #statements: Readonly<Record<Name, StatementSync>>;

  constructor(database: DatabaseSync) {
    database.exec(tables);
    this.#statements = {
      shape: database.prepare('SELECT shape FROM shapes WHERE collection = ?'),
      setShape: database.prepare('INSERT OR REPLACE INTO shapes VALUES (?, ?)'),
      checkpoint: database.prepare('SELECT sequence FROM checkpoints WHERE reader = ?'),
      setCheckpoint: database.prepare('INSERT OR REPLACE INTO checkpoints VALUES (?, ?)'),
      forget: database.prepare('DELETE FROM checkpoints WHERE reader = ?'),
      fill: database.prepare('INSERT OR IGNORE INTO fills VALUES (?, ?)'),
      connected: database.prepare(connected),
    };
  }

  shape(collection: string): string | undefined {
    return this.#statements.shape.get(collection)?.['shape'] as string | undefined;
  }

  setShape(collection: string, shape: string): void {
    this.#statements.setShape.run(collection, shape);
  }

  checkpoint(reader: string): number {
    return (this.#statements.checkpoint.get(reader)?.['sequence'] as number | undefined) ?? -1;
  }

  setCheckpoint(reader: string, sequence: number): void {
    this.#statements.setCheckpoint.run(reader, sequence);
  }

  forget(reader: string): void {
    this.#statements.forget.run(reader);
  }

  fills(reader: string, collection: string): void {
    this.#statements.fill.run(reader, collection);
  }

  /** Forgets the checkpoints of all who must start over with this collection; answers what must be emptied. */
  startOver(collection: string): ReadonlySet<string> {
    const rows = this.#statements.connected.all(collection);
    for (const { reader } of rows) this.forget(String(reader));
    return new Set(rows.map((row) => String(row['collection'])));
  }
}

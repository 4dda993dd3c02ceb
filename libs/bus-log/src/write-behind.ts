import type { DatabaseSync } from 'node:sqlite';

const retryDelayMs = 200;

/** Collects the writes of one turn and makes them in one transaction, in their order. */
export class WriteBehind {
  readonly #database: DatabaseSync;
  #writes = new Map<string | symbol, () => void>();
  #waiting: PromiseWithResolvers<void> | undefined;
  #scheduled = false;
  #closed = false;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  add(write: () => void): void {
    this.#put(Symbol(), write);
  }

  /** As `add`; only the last write of a `key` is made. */
  replace(key: string, write: () => void): void {
    this.#put(key, write);
  }

  /** Resolves when all writes so far would survive the end of the process; rejects when they cannot be made. */
  kept(): Promise<void> {
    if (this.#closed || this.#writes.size === 0) return Promise.resolve();
    this.#waiting ??= Promise.withResolvers();
    return this.#waiting.promise;
  }

  /** Makes the writes that are left; what is added later is dropped. */
  close(): void {
    this.#flush();
    this.#closed = true;
  }

  #put(key: string | symbol, write: () => void): void {
    if (this.#closed) return;
    this.#writes.set(key, write);
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => this.#flush());
  }

  #flush(): void {
    this.#scheduled = false;
    if (this.#closed || this.#writes.size === 0) return;
    const waiting = this.#waiting;
    this.#waiting = undefined;
    try {
      this.#database.exec('BEGIN IMMEDIATE');
      for (const write of this.#writes.values()) write();
      this.#database.exec('COMMIT');
      this.#writes = new Map();
      waiting?.resolve();
    } catch (error) {
      if (this.#database.isTransaction) this.#database.exec('ROLLBACK');
      this.#scheduled = true;
      setTimeout(() => this.#flush(), retryDelayMs).unref();
      waiting?.reject(error);
    }
  }
}

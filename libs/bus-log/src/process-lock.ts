import { DatabaseSync } from 'node:sqlite';

/** Long enough to outlast another process's look. */
const takeTimeoutMs = 1_000;

export interface ProcessLock {
  release(): void;
}

/** Keeps the connections from being collected, which would let their locks go. */
const held = new Set<DatabaseSync>();

/** Held until released or until the process ends, however it ends: the operating system lets go of it. */
export const takeProcessLock = (file: string): ProcessLock => {
  const database = new DatabaseSync(file, { timeout: takeTimeoutMs });
  try {
    database.exec('BEGIN EXCLUSIVE');
  } catch (error) {
    database.close();
    throw new Error(`${file} is held: a process of this name runs already.`, { cause: error });
  }
  held.add(database);
  return {
    release: () => {
      if (held.delete(database)) database.close();
    },
  };
};

/** Looks whether somebody holds the lock, without ever taking it. */
export class LockProbe {
  readonly #database: DatabaseSync;

  constructor(file: string) {
    this.#database = new DatabaseSync(file, { readOnly: true, timeout: 0 });
  }

  isHeld(): boolean {
    try {
      this.#database.prepare('SELECT count(*) FROM sqlite_schema').get();
      return false;
    } catch {
      return true;
    }
  }

  close(): void {
    this.#database.close();
  }
}

import { mkdirSync, realpathSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Checkpoints } from './checkpoints.ts';
import { lockFile, progressFile } from './foreign-progress.ts';
import { type ProcessLock, takeProcessLock } from './process-lock.ts';
import { groupTables, SqliteGroupRecords } from './sqlite-group-records.ts';
import { readerTables, SqliteProgressBoard } from './sqlite-progress-board.ts';
import { WriteBehind } from './write-behind.ts';

export interface SqliteCheckpointsOptions {
  /** The folder that all processes of one system share. */
  readonly directory: string;
  /** One running owner for each name; its checkpoints lie in `progress-<name>.db`. */
  readonly name: string;
}

/**
 * Checkpoints survive the end of the process. After a power loss the latest may be missing, which only hands events
 * over again. Other processes see the progress of the readers here, for as long as this one lives.
 */
export class SqliteCheckpoints implements Checkpoints {
  readonly records: SqliteGroupRecords;
  readonly board: SqliteProgressBoard;
  readonly #database: DatabaseSync;
  readonly #lock: ProcessLock;
  readonly #writes: WriteBehind;
  #closed = false;

  private constructor(database: DatabaseSync, lock: ProcessLock, options: SqliteCheckpointsOptions) {
    this.#database = database;
    this.#lock = lock;
    this.#writes = new WriteBehind(database);
    this.records = new SqliteGroupRecords(database, this.#writes);
    this.board = new SqliteProgressBoard({ ...options, database, writes: this.#writes });
  }

  /** Throws when a process of this name runs already. */
  static open(options: SqliteCheckpointsOptions): SqliteCheckpoints {
    if (!/^[\w.-]+$/.test(options.name)) throw new Error(`"${options.name}" is no name for a file.`);
    mkdirSync(options.directory, { recursive: true });
    const directory = realpathSync(options.directory);
    const lock = takeProcessLock(lockFile(directory, options.name));
    try {
      const database = new DatabaseSync(progressFile(directory, options.name), { timeout: 5_000 });
      database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;');
      database.exec(groupTables + readerTables);
      return new SqliteCheckpoints(database, lock, { directory, name: options.name });
    } catch (error) {
      lock.release();
      throw error;
    }
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.board.close();
    this.#writes.close();
    this.#database.close();
    this.#lock.release();
  }
}

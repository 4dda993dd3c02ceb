import { DatabaseSync } from 'node:sqlite';
import { isBusy, toFault } from './sqlite-fault.ts';

export interface SqliteLock {
  release(): void;
}

/** Keeps the connection from being collected, which would let the lock go. */
const held = new Set<DatabaseSync>();

/**
 * The operating system's lock on `file`, which it lets go when the process ends, however it ends. `undefined`: somebody
 * else has it. The file is made if it is missing and stays empty. A shared one is for many, as long as nobody has it
 * alone.
 */
export const openSqliteLock = (file: string, { isShared = false } = {}): SqliteLock | undefined => {
  let database: DatabaseSync | undefined;
  try {
    database = new DatabaseSync(file, { timeout: 0 });
    database.exec(isShared ? 'begin; select count(*) from sqlite_schema' : 'begin exclusive');
  } catch (error) {
    database?.close();
    if (isBusy(error)) return undefined;
    throw toFault(error);
  }
  const connection = database;
  held.add(connection);
  return {
    release: () => {
      if (held.delete(connection)) connection.close();
    },
  };
};

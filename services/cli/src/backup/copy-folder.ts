import { copyFileSync, existsSync, mkdirSync, openSync, closeSync, readdirSync, readSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { CommandFailure } from '../command.ts';
import { Snapshot } from './snapshot.ts';

export interface CopiedFolder {
  readonly files: readonly string[];
  readonly bytes: number;
}

/** Copies a data folder that may be in use; `target` must not exist or be empty. */
export const copyFolder = async (folder: string, target: string): Promise<CopiedFolder> => {
  checkFolders(folder, target);
  const files = filesIn(folder);
  const databases = files.filter((file) => isDatabase(join(folder, file)));
  const snapshot = await Snapshot.take(databases.map((file) => join(folder, file)));
  try {
    for (const file of files) mkdirSync(dirname(join(target, file)), { recursive: true });
    for (const file of databases) await snapshot.copy(join(folder, file), join(target, file));
    for (const file of files) if (!databases.includes(file)) copyFileSync(join(folder, file), join(target, file));
  } finally {
    snapshot.close();
  }
  return { files, bytes: files.reduce((total, file) => total + statSync(join(target, file)).size, 0) };
};

const checkFolders = (folder: string, target: string): void => {
  if (!existsSync(folder)) throw new CommandFailure(`--data: ${folder} does not exist`);
  if (existsSync(target) && readdirSync(target).length > 0)
    throw new CommandFailure(`--to: expected an empty folder, ${target} is not`);
  if (filesIn(folder).length === 0) throw new CommandFailure(`--data: ${folder} holds no data`);
};

/** SQLite's own side files come out of the database that they belong to, and so does a bell; an empty file is a lock. */
const filesIn = (folder: string): string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/-(wal|shm|journal|bell)$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((file) => statSync(file).size > 0 || existsSync(`${file}-wal`))
    .map((file) => file.slice(folder.length + 1))
    .sort();

const magic = 'SQLite format 3\0';

const isDatabase = (file: string): boolean => {
  const descriptor = openSync(file, 'r');
  try {
    const head = Buffer.alloc(magic.length);
    const read = readSync(descriptor, head);
    return head.subarray(0, read).toString('latin1') === magic || existsSync(`${file}-wal`);
  } finally {
    closeSync(descriptor);
  }
};

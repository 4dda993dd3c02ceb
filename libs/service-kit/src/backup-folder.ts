import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync, backup } from 'node:sqlite';
import { StartFault } from './faults.ts';

const pagesPerStep = 500;

/**
 * Copies a data folder while it is in use. Readers' files come first and what they read comes after, so that no copy
 * remembers more than the log that it was made from holds.
 */
export const backupFolder = async (directory: string, toDirectory: string): Promise<void> => {
  if (existsSync(toDirectory) && readdirSync(toDirectory).length > 0)
    throw new StartFault('folder-in-use', `The backup folder ${toDirectory} is not empty.`);
  mkdirSync(toDirectory, { recursive: true });
  const files = readdirSync(directory).filter((name) => name.endsWith('.db'));
  for (const name of files.sort((one, other) => rank(one) - rank(other))) {
    await copyDatabase(join(directory, name), join(toDirectory, name));
  }
  copyFileSync(join(directory, 'format'), join(toDirectory, 'format'));
};

const order = ['progress-', 'read-', 'ledger-'];

const rank = (name: string): number => {
  const found = order.findIndex((prefix) => name.startsWith(prefix));
  return found === -1 ? order.length : found;
};

const copyDatabase = async (from: string, to: string): Promise<void> => {
  const database = new DatabaseSync(from, { readOnly: true });
  try {
    await backup(database, to, { rate: pagesPerStep });
  } finally {
    database.close();
  }
};

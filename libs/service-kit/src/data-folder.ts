import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { StartFault } from './faults.ts';

/** The first format. Whoever raises it adds the step that upgrades an older folder, after a backup. */
export const currentFormat = 1;

const program = (
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { readonly version: string }
).version;

/** Beside the folders of the worlds: what an import has made so far. It is gone when the import is complete. */
export const importFolder = 'importing';

export interface DataFolder {
  /** Ledger shards: what the folder was made with, whatever is asked for later. */
  readonly shards: number;
  /** Its own, wherever it is moved to; older folders have none. */
  readonly id?: string;
}

/** Makes the folder if it is missing, and checks that this program understands it. Throws `StartFault`. */
export const prepareDataFolder = (directory: string, wanted: DataFolder): DataFolder => {
  const formatFile = join(directory, 'format');
  if (existsSync(join(dirname(directory), importFolder)))
    throw new StartFault(
      'folder-in-use',
      `${dirname(directory)} holds an import that is not complete: wait for it, or, if it was cut off, remove the folder and import again.`,
    );
  try {
    makeFolder(directory);
    if (!existsSync(formatFile)) writeFormat(formatFile, wanted);
  } catch (fault) {
    throw new StartFault(
      'folder-unwritable',
      `The data folder ${directory} cannot be written (${(fault as NodeJS.ErrnoException).code}).`,
      { cause: fault },
    );
  }
  return checkFormat(directory, readFormat(formatFile)) ?? wanted;
};

/** Node's own recursive way never ends where the parent is there but takes no folders, as in /proc. */
export const makeFolder = (directory: string): void => {
  if (existsSync(directory)) return;
  makeFolder(dirname(directory));
  try {
    mkdirSync(directory);
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'EEXIST') throw fault;
  }
};

const writeFormat = (file: string, { shards }: DataFolder): void => {
  writeFileSync(`${file}.new`, `${JSON.stringify({ format: currentFormat, program, shards, id: randomUUID() })}\n`, {
    flush: true,
  });
  renameSync(`${file}.new`, file);
};

const readFormat = (file: string): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
};

/** Undefined: the folder does not say with how many shards it was made. */
const checkFormat = (directory: string, text: string): DataFolder | undefined => {
  const found = formatIn(text);
  if (found === undefined)
    throw new StartFault('folder-damaged', `The data folder ${directory} has a "format" file that cannot be read.`);
  const { format, shards, id } = found;
  if (format > currentFormat) {
    throw new StartFault(
      'folder-newer',
      `The data folder ${directory} has format ${format}; this Baton ${program} knows formats up to ${currentFormat}. Use the newer Baton.`,
    );
  }
  return shards === undefined ? undefined : { shards, ...(id === undefined ? {} : { id }) };
};

const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 1;

const formatIn = (text: string): (Partial<DataFolder> & { readonly format: number }) | undefined => {
  try {
    const { format, shards, id } = JSON.parse(text) as Readonly<Record<'format' | 'shards' | 'id', unknown>>;
    if (!isCount(format)) return undefined;
    return { format, ...(isCount(shards) && { shards }), ...(typeof id === 'string' && { id }) };
  } catch {
    return undefined;
  }
};

/** Files of the folder, by what they hold. */
export const fileOf = {
  lock: (directory: string, writer: string): string => join(directory, 'locks', `${writer}.db`),
  events: (directory: string, writer: string): string => join(directory, `${writer}.db`),
  ledger: (directory: string, shard: number): string => join(directory, `ledger-${shard}.db`),
  readModels: (directory: string, service: string): string => join(directory, `read-${service}.db`),
} as const;

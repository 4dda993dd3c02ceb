import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Generation } from '@baton/contracts';
import { StartFault } from './faults.ts';

/** The newest. Whoever raises it adds the step that upgrades an older folder, after a backup. */
export const currentFormat = 2;
/** Of a folder with one generation of ledgers; the newest one says besides which others there are. */
const firstFormat = 1;

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
  /** Of its ledgers, the present one last; absent: there is only one. */
  readonly generations?: readonly Generation[];
  /** The number of shards that it is on its way to: nothing may run on it meanwhile. */
  readonly resharding?: number;
}

/** Of the ledgers of a folder, the present one last. */
export const generationsOf = ({ shards, generations }: DataFolder): readonly Generation[] =>
  generations ?? [{ first: 0, shards }];

/** Makes the folder if it is missing, and checks that this program understands it. Throws `StartFault`. */
export const prepareDataFolder = (directory: string, { shards }: Pick<DataFolder, 'shards'>): DataFolder => {
  const formatFile = join(directory, 'format');
  if (existsSync(join(dirname(directory), importFolder)))
    throw new StartFault(
      'folder-in-use',
      `${dirname(directory)} holds an import that is not complete: wait for it, or, if it was cut off, remove the folder and import again.`,
    );
  try {
    makeFolder(directory);
    if (!existsSync(formatFile)) writeFormat(formatFile, { shards });
  } catch (fault) {
    throw new StartFault(
      'folder-unwritable',
      `The data folder ${directory} cannot be written (${(fault as NodeJS.ErrnoException).code}).`,
      { cause: fault },
    );
  }
  return checkFormat(directory, readFormat(formatFile)) ?? { shards };
};

/** What the folder says of itself; undefined: it is none. Throws `StartFault`. */
export const readDataFolder = (directory: string): DataFolder | undefined => {
  const formatFile = join(directory, 'format');
  return existsSync(formatFile) ? checkFormat(directory, readFormat(formatFile)) : undefined;
};

/** In one step. */
export const saveDataFolder = (directory: string, folder: DataFolder): void =>
  writeFormat(join(directory, 'format'), folder);

/** Nothing may run on a folder whose cases are on their way to other ledgers. Throws `StartFault`. */
export const refuseResharding = (what: string, resharding: number | undefined): void => {
  if (resharding === undefined) return;
  throw new StartFault(
    'folder-in-use',
    `${what} on the way to ${resharding} shards: wait for \`baton reshard\`, or, if it was cut off, run \`baton reshard --to ${resharding}\` again.`,
  );
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

const writeFormat = (file: string, { id = randomUUID(), ...folder }: DataFolder): void => {
  const isNew = folder.generations !== undefined || folder.resharding !== undefined;
  const format = { format: isNew ? currentFormat : firstFormat, program, ...folder, id };
  writeFileSync(`${file}.new`, `${JSON.stringify(format)}\n`, { flush: true });
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
  const { format, ...folder } = found;
  if (format > currentFormat) {
    throw new StartFault(
      'folder-newer',
      `The data folder ${directory} has format ${format}; this Baton ${program} knows formats up to ${currentFormat}. Use the newer Baton.`,
    );
  }
  const { shards } = folder;
  return shards === undefined ? undefined : { ...folder, shards };
};

const isCount = (value: unknown): value is number => Number.isInteger(value) && (value as number) >= 1;

const isGenerations = (value: unknown): value is readonly Generation[] =>
  Array.isArray(value) &&
  value.length > 0 &&
  (value as readonly Partial<Generation>[]).every(({ first, shards }) => Number.isInteger(first) && isCount(shards));

const formatIn = (text: string): (Partial<DataFolder> & { readonly format: number }) | undefined => {
  try {
    const { format, shards, id, generations, resharding } = JSON.parse(text) as Readonly<Record<string, unknown>>;
    if (!isCount(format) || !(generations === undefined || isGenerations(generations))) return undefined;
    return {
      ...{ format, ...(isCount(shards) && { shards }), ...(typeof id === 'string' && { id }) },
      ...{ ...(generations !== undefined && { generations }), ...(isCount(resharding) && { resharding }) },
    };
  } catch {
    return undefined;
  }
};

/** Files of the folder, by what they hold. */
export const fileOf = {
  lock: (directory: string, writer: string): string => join(directory, 'locks', `${writer}.db`),
  events: (directory: string, writer: string): string => join(directory, `${writer}.db`),
  ledger: (directory: string, ledger: number): string => join(directory, `ledger-${ledger}.db`),
  readModels: (directory: string, service: string): string => join(directory, `read-${service}.db`),
} as const;

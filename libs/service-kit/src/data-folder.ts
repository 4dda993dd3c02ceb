import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartFault } from './faults.ts';

/** The first format. Whoever raises it adds the step that upgrades an older folder, after a backup. */
export const currentFormat = 1;

const program = (
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { readonly version: string }
).version;

/** Makes the folder if it is missing, and checks that this program understands it. Throws `StartFault`. */
export const prepareDataFolder = (directory: string): void => {
  const formatFile = join(directory, 'format');
  try {
    mkdirSync(directory, { recursive: true });
    if (!existsSync(formatFile)) writeFormat(formatFile);
  } catch (fault) {
    throw new StartFault(
      'folder-unwritable',
      `The data folder ${directory} cannot be written (${(fault as NodeJS.ErrnoException).code}).`,
      { cause: fault },
    );
  }
  checkFormat(directory, readFileSync(formatFile, 'utf8'));
};

const writeFormat = (file: string): void => {
  writeFileSync(`${file}.new`, `${JSON.stringify({ format: currentFormat, program })}\n`, { flush: true });
  renameSync(`${file}.new`, file);
};

const checkFormat = (directory: string, text: string): void => {
  const format = formatIn(text);
  if (format === undefined)
    throw new StartFault('folder-damaged', `The data folder ${directory} has a "format" file that cannot be read.`);
  if (format > currentFormat) {
    throw new StartFault(
      'folder-newer',
      `The data folder ${directory} has format ${format}; this Baton ${program} knows formats up to ${currentFormat}. Use the newer Baton.`,
    );
  }
};

const formatIn = (text: string): number | undefined => {
  try {
    const { format } = JSON.parse(text) as { readonly format: unknown };
    return Number.isInteger(format) && (format as number) >= 1 ? (format as number) : undefined;
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

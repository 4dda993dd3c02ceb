import { readFileSync, statSync } from 'node:fs';
import { CommandFailure } from '../command.ts';

/** Files of rules hold at most 1 MiB; far more is not read at all. */
const mostBytes = 16 * 1_048_576;

/** A file as UTF-8 text. Throws `CommandFailure` for one that is not there, far too large, or something else. */
export const readText = (file: string): string => {
  const bytes = bytesOf(file);
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new CommandFailure(`${file}: expected UTF-8 text`);
  }
};

const bytesOf = (file: string): Buffer => {
  try {
    const { size } = statSync(file);
    if (size <= mostBytes) return readFileSync(file);
  } catch (error) {
    throw new CommandFailure(`${file}: ${(error as Error).message}`);
  }
  throw new CommandFailure(`${file}: expected a file of at most 1 MiB`);
};

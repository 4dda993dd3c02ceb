import type { ParseArgsConfig } from 'node:util';
import type { Terminal } from './terminal.ts';

export type OptionValues = Readonly<Record<string, string | boolean | undefined>>;

export interface Input {
  readonly values: OptionValues;
  readonly positionals: readonly string[];
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** One word of `baton`. */
export interface Command {
  /** What `--help` prints. */
  readonly help: string;
  readonly options: NonNullable<ParseArgsConfig['options']>;
  /** Answers the exit code. Throws `UsageError` or `CommandFailure` for what the person can do something about. */
  run(input: Input, terminal: Terminal): Promise<number>;
}

/** The command line is wrong: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The command could not do its work: exit code 1. One line each. */
export class CommandFailure extends Error {
  override readonly name = 'CommandFailure';
}

export const done = 0;
export const failed = 1;
export const misused = 2;

export const commonOptions = {
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
} as const satisfies Command['options'];

export const textOption = (input: Input, name: string): string | undefined => {
  const value = input.values[name];
  return typeof value === 'string' ? value : undefined;
};

export const wholeOption = (input: Input, name: string, otherwise: number): number => {
  const text = textOption(input, name);
  if (text === undefined) return otherwise;
  if (!/^[1-9]\d*$/.test(text)) throw new UsageError(`--${name}: expected a whole number above 0, found '${text}'`);
  return Number(text);
};

/** The only positional argument. */
export const onlyPositional = (input: Input, what: string): string => {
  const [first, second] = input.positionals;
  if (first === undefined) throw new UsageError(`${what}: missing`);
  if (second !== undefined) throw new UsageError(`expected one ${what}, found another: '${second}'`);
  return first;
};

export const noPositionals = (input: Input): void => {
  if (input.positionals.length > 0) throw new UsageError(`unexpected '${input.positionals[0]}'`);
};

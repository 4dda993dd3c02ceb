import { dirname } from 'node:path';
import type { LoggerService } from '@nestjs/common';
import { destination, type Logger, pino } from 'pino';
import { makeFolder } from './data-folder.ts';
import { StartFault } from './faults.ts';

/** Throws `StartFault` for a file that cannot be written. JSON lines to stderr, or to a file; stdout is for what a program answers. */
export const openLogger = (name: string, options: { readonly level?: string; readonly file?: string } = {}): Logger =>
  pino(
    { name, level: options.level ?? 'warn', base: undefined, serializers: { fault: pino.stdSerializers.err } },
    openDestination(options.file ?? 2),
  );

const openDestination = (dest: string | 2): ReturnType<typeof destination> => {
  try {
    if (dest !== 2) makeFolder(dirname(dest));
    return destination({ dest, sync: true, append: true });
  } catch (fault) {
    const code = (fault as NodeJS.ErrnoException).code;
    throw new StartFault('log-unwritable', `The log file ${dest} cannot be written (${code}).`, { cause: fault });
  }
};

export const silentLogger = (): Logger => pino({ level: 'silent' });

/** What is said through Nest's logger with fields of its own: a case, an event. */
export interface SaidOf {
  readonly text: string;
  readonly caseId?: string;
  /** `source` + space + `id`, as the ledger names an event. */
  readonly eventId?: string;
  readonly traceparent?: string;
  readonly reason?: string;
}

const fieldsOf = (message: unknown): Partial<SaidOf> | undefined =>
  typeof (message as Partial<SaidOf> | null)?.text === 'string' ? (message as SaidOf) : undefined;

const textOf = (message: unknown): string => fieldsOf(message)?.text ?? String(message);

const lineOf = (message: unknown, more: object): object => {
  const { text: _, ...fields } = fieldsOf(message) ?? {};
  return { ...more, ...fields };
};

/** Nest's own messages: what it calls log and verbose is of use to a developer only. */
export const nestLogger = (logger: Logger): LoggerService => ({
  log: (message: unknown, context?: unknown) => logger.debug({ context }, String(message)),
  error: (message: unknown, ...rest: unknown[]) => logger.error(lineOf(message, { rest }), textOf(message)),
  warn: (message: unknown, context?: unknown) => logger.warn(lineOf(message, { context }), textOf(message)),
  debug: (message: unknown, context?: unknown) => logger.debug({ context }, String(message)),
  verbose: (message: unknown, context?: unknown) => logger.trace({ context }, String(message)),
  fatal: (message: unknown, ...rest: unknown[]) => logger.fatal({ rest }, String(message)),
});

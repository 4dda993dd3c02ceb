import type { LoggerService } from '@nestjs/common';
import { destination, type Logger, pino } from 'pino';

/** JSON lines to stderr, or to a file; stdout is for what a program answers. */
export const openLogger = (name: string, options: { readonly level?: string; readonly file?: string } = {}): Logger =>
  pino(
    { name, level: options.level ?? 'warn', base: undefined, serializers: { fault: pino.stdSerializers.err } },
    destination({ dest: options.file ?? 2, sync: true, mkdir: true, append: true }),
  );

export const silentLogger = (): Logger => pino({ level: 'silent' });

/** Nest's own messages: what it calls log and verbose is of use to a developer only. */
export const nestLogger = (logger: Logger): LoggerService => ({
  log: (message: unknown, context?: unknown) => logger.debug({ context }, String(message)),
  error: (message: unknown, ...rest: unknown[]) => logger.error({ rest }, String(message)),
  warn: (message: unknown, context?: unknown) => logger.warn({ context }, String(message)),
  debug: (message: unknown, context?: unknown) => logger.debug({ context }, String(message)),
  verbose: (message: unknown, context?: unknown) => logger.trace({ context }, String(message)),
  fatal: (message: unknown, ...rest: unknown[]) => logger.fatal({ rest }, String(message)),
});

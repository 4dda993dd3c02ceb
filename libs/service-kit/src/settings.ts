import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Backends, readBackends } from './backends.ts';
import { StartFault } from './faults.ts';

/** What a service is started with. An option beats its variable, which beats the default. */
export interface ServiceSettings {
  /** --host, BATON_HOST; default 127.0.0.1. */
  readonly host: string;
  /** --port, BATON_PORT. */
  readonly port: number;
  /** BATON_ALLOWED_HOSTS, comma-separated. */
  readonly allowedHosts: readonly string[];
  /** --data, BATON_DATA; default .baton. Absolute. */
  readonly dataDirectory: string;
  /** --sample, BATON_SAMPLE=1: the sample's folder and its simulated clock. */
  readonly sample: boolean;
  /** --shards, BATON_SHARDS; default 1. */
  readonly shards: number;
  readonly backends: Backends;
  /** --log-file, BATON_LOG_FILE. */
  readonly logFile?: string;
  /** BATON_LOG_LEVEL; default warn. */
  readonly logLevel: string;
}

export interface SettingsSource {
  readonly environment: Readonly<Record<string, string | undefined>>;
  readonly options: readonly string[];
  readonly defaultPort: number;
}

const maxShards = 1024;

/** Throws `StartFault` that names the setting and what was expected. */
export const readSettings = ({ environment, options, defaultPort }: SettingsSource): ServiceSettings => {
  const given = parsed(options);
  const text = (option: string, variable: string): string | undefined =>
    (given[option] as string | undefined) ?? (environment[variable] || undefined);
  const logFile = text('log-file', 'BATON_LOG_FILE');
  return {
    host: text('host', 'BATON_HOST') ?? '127.0.0.1',
    port: wholeNumber('port', text('port', 'BATON_PORT'), { from: 0, to: 65535, otherwise: defaultPort }),
    allowedHosts: (environment['BATON_ALLOWED_HOSTS'] ?? '')
      .split(',')
      .map((name) => name.trim())
      .filter((name) => name !== ''),
    dataDirectory: resolve(text('data', 'BATON_DATA') ?? '.baton'),
    sample: given['sample'] === true || environment['BATON_SAMPLE'] === '1',
    shards: wholeNumber('shards', text('shards', 'BATON_SHARDS'), { from: 1, to: maxShards, otherwise: 1 }),
    backends: readBackends(environment),
    ...(logFile !== undefined && { logFile: resolve(logFile) }),
    logLevel: readLogLevel(environment),
  };
};

const parsed = (options: readonly string[]): Readonly<Record<string, string | boolean | undefined>> => {
  const named = { type: 'string' } as const;
  try {
    return parseArgs({
      args: [...options],
      options: { host: named, port: named, data: named, shards: named, 'log-file': named, sample: { type: 'boolean' } },
    }).values;
  } catch (fault) {
    throw new StartFault('bad-setting', (fault as Error).message.split('. ', 1)[0]!, { cause: fault });
  }
};

const wholeNumber = (
  name: string,
  text: string | undefined,
  range: { readonly from: number; readonly to: number; readonly otherwise: number },
): number => {
  if (text === undefined) return range.otherwise;
  const value = Number(text);
  if (/^\d+$/.test(text) && value >= range.from && value <= range.to) return value;
  throw new StartFault(
    'bad-setting',
    `--${name}: expected a whole number from ${range.from} to ${range.to}, got "${text}"`,
  );
};

const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'];

/** BATON_LOG_LEVEL. Throws `StartFault` that says what was expected. */
export const readLogLevel = ({ BATON_LOG_LEVEL: text }: SettingsSource['environment']): string => {
  if (text === undefined || text === '') return 'warn';
  if (levels.includes(text)) return text;
  throw new StartFault('bad-setting', `BATON_LOG_LEVEL: expected one of ${levels.join(', ')}, got "${text}"`);
};

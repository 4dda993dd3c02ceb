import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Backends, StartFault, readBackends, readLogLevel } from '@baton/service-kit';

export interface Options {
  readonly host: string;
  readonly port: number;
  readonly data: string;
  readonly empty: boolean;
  /** Simulated milliseconds per real millisecond. */
  readonly speed: number;
  readonly shards: number;
  /** What is behind the ports. */
  readonly backends?: Backends;
  readonly logFile?: string;
  /** Default: `warn`. */
  readonly logLevel?: string;
  /** Further names that the Host and Origin headers may carry. */
  readonly allowedHosts?: readonly string[];
  readonly help: boolean;
}

export const helpText = `Baton watches handoffs between departments.

  npm start -- [options]       all in one process
  npm run services -- [options]   each service its own process

  --port N         port of the console and of all services (default 3000)
  --data DIR       the one folder where everything lives (default .baton)
  --empty          a real system on the real clock, without the sample hospital
  --speed N        simulated hours per second of the sample (default 1)
  --shards N       ledger shards of a new folder (default 1)
  --log-file FILE  log to a file instead of stderr
  --help           this text

BATON_HOST sets the address to listen on (default 127.0.0.1), BATON_ALLOWED_HOSTS further names
by which it may be called, comma-separated, BATON_LOG_LEVEL how much is logged (default warn).
`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;
const known = { port: text, data: text, empty: flag, speed: text, shards: text, 'log-file': text, help: flag } as const;

/** Throws `StartFault` that names the option and what was expected. */
export const readOptions = (
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Options => {
  const values = parsed(args);
  const logFile = values['log-file'] ?? environment['BATON_LOG_FILE'];
  return {
    host: environment['BATON_HOST'] || '127.0.0.1',
    port: number('--port', values.port ?? environment['BATON_PORT'], { from: 0, to: 65_535, otherwise: 3000 }),
    data: resolve(values.data ?? environment['BATON_DATA'] ?? '.baton'),
    empty: values.empty ?? false,
    speed: 3600 * number('--speed', values.speed, { from: 0.001, to: 100, otherwise: 1, fraction: true }),
    shards: number('--shards', values.shards ?? environment['BATON_SHARDS'], { from: 1, to: 1024, otherwise: 1 }),
    backends: readBackends(environment),
    ...(logFile === undefined ? {} : { logFile: resolve(logFile) }),
    logLevel: readLogLevel(environment),
    allowedHosts: (environment['BATON_ALLOWED_HOSTS'] ?? '').split(',').flatMap((name) => name.trim() || []),
    help: values.help ?? false,
  };
};

const parsed = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: known }).values;
  } catch (fault) {
    throw new StartFault('bad-setting', `${(fault as Error).message.split('. ', 1)[0]}. See npm start -- --help`, {
      cause: fault,
    });
  }
};

interface Range {
  readonly from: number;
  readonly to: number;
  readonly otherwise: number;
  readonly fraction?: boolean;
}

const number = (name: string, given: string | undefined, range: Range): number => {
  if (given === undefined || given === '') return range.otherwise;
  const value = Number(given);
  const fits = given.trim() !== '' && (range.fraction === true ? Number.isFinite(value) : Number.isInteger(value));
  if (fits && value >= range.from && value <= range.to) return value;
  const kind = range.fraction === true ? 'number' : 'whole number';
  throw new StartFault('bad-setting', `${name}: expected a ${kind} from ${range.from} to ${range.to}, got "${given}"`);
};

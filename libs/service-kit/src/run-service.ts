import { join } from 'node:path';
import { EventStoreFault } from '@baton/event-store';
import type { ServiceAdapters } from './adapters.ts';
import { EmbeddedAdapters } from './embedded.module.ts';
import { StartFault } from './faults.ts';
import { type ServiceModule, createServiceApp, listenOn, stopServiceApp } from './http/service-app.ts';
import { openLogger } from './logger.ts';
import { type ServiceSettings, readSettings } from './settings.ts';
import { openTracing } from './tracing/open-tracing.ts';

export interface RunnableService {
  /** Its name among the writers of a data folder. */
  readonly name: string;
  /** `embedded` has the ledgers, for the one service that keeps them. */
  readonly module: { register(adapters: ServiceAdapters, embedded: EmbeddedAdapters): ServiceModule };
  readonly defaultPort: number;
  /** Writers that run in the same process; default: the service alone. */
  readonly own?: readonly string[];
}

const stopLimitMs = 10_000;
const parentCheckMs = 500;

/** The whole life of a service's process, from its settings to its end. Resolves once it has stopped. */
export const runService = async (service: RunnableService): Promise<void> => {
  try {
    const settings = readSettings({
      environment: process.env,
      options: process.argv.slice(2),
      defaultPort: service.defaultPort,
    });
    const running = await startService(service, settings);
    process.stdout.write(`Baton ${service.name} is up: ${running.url}\n`);
    await stopSignal();
    setTimeout(() => process.exit(1), stopLimitMs).unref();
    await running.stop();
    process.exit(0);
  } catch (fault) {
    exitWith(fault);
  }
};

export interface RunningService {
  readonly url: string;
  stop(): Promise<void>;
}

/** One service over the embedded adapters, listening. `stop` answers what is in flight and closes everything. */
export const startService = async (service: RunnableService, settings: ServiceSettings): Promise<RunningService> => {
  const logger = openLogger(service.name, {
    level: settings.logLevel,
    ...(settings.logFile !== undefined && { file: settings.logFile }),
  });
  const tracing = await openTracing(`baton-${service.name}`, process.env, logger);
  const adapters = await EmbeddedAdapters.open({
    directory: join(settings.dataDirectory, settings.sample ? 'sample' : 'real'),
    clock: 'kept',
    own: service.own ?? [service.name],
    shards: settings.shards,
    backends: settings.backends,
  });
  try {
    const http = { ...settings, logger, title: `Baton ${service.name}`, health: adapters.health };
    const app = await createServiceApp(service.module.register(await adapters.for(service.name), adapters), http);
    const stop = (): Promise<void> =>
      stopServiceApp(app)
        .finally(() => adapters.close())
        .finally(() => tracing.close());
    const url = await listenOn(app, http).catch(async (fault: unknown) => {
      await stopServiceApp(app);
      throw fault;
    });
    return { url, stop };
  } catch (fault) {
    await adapters.close();
    throw fault;
  }
};

/** Who started this process may be gone before it is up; so the one who starts it says in BATON_PARENT who that is. */
const parentAtStart = Number(process.env['BATON_PARENT'] ?? process.ppid);

/** Resolves on SIGINT, on SIGTERM, and when the process that started this one is gone. */
export const stopSignal = (): Promise<void> =>
  new Promise((resolve) => {
    const timer = setInterval(() => process.ppid !== parentAtStart && resolve(), parentCheckMs);
    timer.unref();
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });

/** A `StartFault` is one line for whoever started the program; anything else is a bug and shows where. */
export const exitWith = (fault: unknown): never => {
  const known = startFaultOf(fault);
  const text = known?.message ?? (fault instanceof Error ? (fault.stack ?? fault.message) : String(fault));
  process.stderr.write(`${text}\n`);
  process.exit(known?.exitCode ?? 1);
};

/** Files of the data folder that cannot be used are no bug of the program. */
const startFaultOf = (fault: unknown): StartFault | undefined => {
  if (fault instanceof StartFault) return fault;
  if (fault instanceof EventStoreFault)
    return new StartFault(fault.code === 'corrupt' ? 'folder-damaged' : 'store-unusable', fault.message);
  if (!(fault instanceof Error) || (fault as NodeJS.ErrnoException).code !== 'ERR_SQLITE_ERROR') return undefined;
  return new StartFault('folder-damaged', `A file of the data folder cannot be used: ${fault.message}.`);
};

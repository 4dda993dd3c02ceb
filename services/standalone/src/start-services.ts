import { type EmbeddedAdapters, createServiceApp, listenOn, openLogger, stopServiceApp } from '@baton/service-kit';
import { type Folder, folderOf, openFolder } from './folder.ts';
import type { Options } from './options.ts';
import { type Sample, openSample } from './sample/open-sample.ts';
import { SampleModule } from './sample/sample.module.ts';
import { type ServiceProcess, startProcess } from './service-process.ts';

const services = ['handoff', 'requests', 'approvals', 'procurement', 'payment'] as const;

export interface RunningServices {
  /** Of the console, which stands in front of all. */
  readonly url: string;
  readonly processes: readonly ServiceProcess[];
  readonly adapters: EmbeddedAdapters;
  readonly sample: Sample | undefined;
  /** Resolves when one of the processes has ended without being asked to. */
  readonly broken: Promise<string>;
  stop(): Promise<void>;
}

/** Each service its own process over the same folder; this one keeps the clock, and the sample if there is one. */
export const startServices = async (options: Options): Promise<RunningServices> => {
  const folder = folderOf(options);
  const adapters = await openFolder(folder, options, ['clock']);
  const processes: ServiceProcess[] = [];
  let url = '';
  let sample: SampleServer | undefined;
  const stop = async (): Promise<void> => {
    await sample?.stop();
    await Promise.all(processes.map((one) => one.stop()));
    await adapters.close();
  };
  try {
    if (folder.isSample) sample = await openSampleServer(adapters, { options, baseUrl: () => url });
    await startDomainServices(folder, options, processes);
    const front = await startConsole(folder, options, [...processes, ...(sample === undefined ? [] : [sample])]);
    processes.push(front);
    url = front.url;
    await sample?.sample.begin();
    const broken = Promise.race(processes.map((one) => one.ended));
    return { url, processes, adapters, sample: sample?.sample, broken, stop };
  } catch (fault) {
    await stop();
    throw fault;
  }
};

/** Those that came up are in `into` even when another one did not, so that they can be stopped. */
const startDomainServices = async (folder: Folder, options: Options, into: ServiceProcess[]): Promise<void> => {
  const args = argumentsFor(folder, options, 0);
  const started = await Promise.allSettled(services.map((name) => startProcess(name, { args, environment: {} })));
  for (const one of started) if (one.status === 'fulfilled') into.push(one.value);
  const failed = started.find((one) => one.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
};

const startConsole = (
  folder: Folder,
  options: Options,
  behind: readonly { name: string; url: string }[],
): Promise<ServiceProcess> => {
  const upstreams = behind.map(({ name, url }) => `${name}=${url}`).join(',');
  return startProcess('console', {
    args: argumentsFor(folder, options, options.port),
    environment: { BATON_UPSTREAMS: upstreams },
  });
};

const argumentsFor = (folder: Folder, { data, shards, logFile }: Options, port: number): string[] => [
  ...['--data', data, '--shards', String(shards), '--port', String(port)],
  ...(folder.isSample ? ['--sample'] : []),
  ...(logFile === undefined ? [] : ['--log-file', logFile]),
];

interface SampleServer {
  readonly name: 'sample';
  readonly url: string;
  readonly sample: Sample;
  stop(): Promise<void>;
}

const openSampleServer = async (
  adapters: EmbeddedAdapters,
  what: { options: Options; baseUrl: () => string },
): Promise<SampleServer> => {
  const { speed, logFile, logLevel } = what.options;
  const logger = openLogger('sample', {
    ...(logLevel === undefined ? {} : { level: logLevel }),
    ...(logFile === undefined ? {} : { file: logFile }),
  });
  const report = (fault: Error): void => logger.error(fault, 'the story cannot go on');
  const sample = await openSample(adapters, { baseUrl: what.baseUrl, speed, report });
  const http = { host: '127.0.0.1', port: 0, logger, title: 'Baton sample hospital', health: adapters.health };
  const app = await createServiceApp(SampleModule.register(sample.player), http);
  const url = await listenOn(app, http);
  return {
    name: 'sample',
    url,
    sample,
    async stop() {
      await sample.stop();
      await stopServiceApp(app);
    },
  };
};

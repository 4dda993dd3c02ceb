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
  const adapters = await openFolder(folder, { shards: options.shards, own: ['clock'] });
  const processes: ServiceProcess[] = [];
  const closing: (() => Promise<void>)[] = [() => adapters.close(), async () => void (await Promise.all(processes.map((one) => one.stop())))];
  const stop = async (): Promise<void> => {
    for (const close of closing.splice(0).reverse()) await close();
  };
  try {
    let url = '';
    const upstreams: Record<string, string> = {};
    const sample = folder.isSample ? await openSampleServer(adapters, { options, baseUrl: () => url }) : undefined;
    if (sample !== undefined) {
      closing.push(() => sample.stop());
      upstreams['sample'] = sample.url;
    }
    const started = await Promise.all(services.map((name) => startProcess(name, { args: argumentsFor(folder, options, 0), environment: {} })));
    processes.push(...started);
    for (const { name, url: origin } of started) upstreams[name] = origin;
    const environment = { BATON_UPSTREAMS: Object.entries(upstreams).map((pair) => pair.join('=')).join(',') };
    const front = await startProcess('console', { args: argumentsFor(folder, options, options.port), environment });
    processes.push(front);
    url = front.url;
    await sample?.sample.begin();
    return { url, processes, adapters, sample: sample?.sample, broken: Promise.race(processes.map((one) => one.ended)), stop };
  } catch (fault) {
    await stop();
    throw fault;
  }
};

const argumentsFor = (folder: Folder, { data, shards, logFile }: Options, port: number): string[] => [
  ...['--data', data, '--shards', String(shards), '--port', String(port)],
  ...(folder.isSample ? ['--sample'] : []),
  ...(logFile === undefined ? [] : ['--log-file', logFile]),
];

interface SampleServer {
  readonly url: string;
  readonly sample: Sample;
  stop(): Promise<void>;
}

const openSampleServer = async (adapters: EmbeddedAdapters, what: { options: Options; baseUrl: () => string }): Promise<SampleServer> => {
  const { speed, logFile } = what.options;
  const logger = openLogger('sample', { level: 'warn', ...(logFile === undefined ? {} : { file: logFile }) });
  const report = (fault: Error): void => logger.error(fault, 'the story cannot go on');
  const sample = await openSample(adapters, { baseUrl: what.baseUrl, speed, report });
  const http = { host: '127.0.0.1', port: 0, logger, title: 'Baton sample hospital' };
  const app = await createServiceApp(SampleModule.register(sample.player), http);
  const url = await listenOn(app, http);
  return {
    url,
    sample,
    async stop() {
      await sample.stop();
      await stopServiceApp(app);
    },
  };
};

import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import {
  type EmbeddedAdapters,
  createServiceApp,
  listenOn,
  openLogger,
  openTracing,
  stopServiceApp,
} from '@baton/service-kit';
import { folderOf, openFolder } from './folder.ts';
import type { Options } from './options.ts';
import { type Sample, openSample } from './sample/open-sample.ts';
import { StandaloneModule } from './standalone.module.ts';

export interface Standalone {
  readonly url: string;
  readonly adapters: EmbeddedAdapters;
  /** Only when the sample hospital runs. */
  readonly sample: Sample | undefined;
  readonly app: NestFastifyApplication;
  stop(): Promise<void>;
}

/** Everything in this process. Whatever fails on the way up is closed again. */
export const startStandalone = async (options: Options): Promise<Standalone> => {
  const logger = openLogger('baton', {
    ...(options.logLevel === undefined ? {} : { level: options.logLevel }),
    ...(options.logFile === undefined ? {} : { file: options.logFile }),
  });
  const folder = folderOf(options);
  const tracing = await openTracing('baton', process.env, logger);
  const adapters = await openFolder(folder, options);
  let url = '';
  let app: NestFastifyApplication | undefined;
  let sample: Sample | undefined;
  const stop = async (): Promise<void> => {
    await sample?.stop();
    if (app !== undefined) await stopServiceApp(app);
    await adapters.close();
    await tracing.close();
  };
  try {
    if (folder.isSample) {
      const report = (fault: Error): void => logger.error(fault, 'the story cannot go on');
      sample = await openSample(adapters, { baseUrl: () => url, speed: options.speed, report });
    }
    const http = { ...options, logger, title: 'Baton', health: adapters.health };
    app = await createServiceApp(await StandaloneModule.register(adapters, sample?.player), http);
    url = await listenOn(app, http);
    await sample?.begin();
    return { url, adapters, sample, app, stop };
  } catch (fault) {
    await stop();
    throw fault;
  }
};

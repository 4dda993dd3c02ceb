import {
  createServiceApp,
  exitWith,
  listenOn,
  openLogger,
  openTracing,
  readSettings,
  stopServiceApp,
  stopSignal,
} from '@baton/service-kit';
import { ConsoleModule } from './console.module.ts';
import { forwardsOf } from './upstreams.ts';

const stopLimitMs = 10_000;

try {
  const settings = readSettings({ environment: process.env, options: process.argv.slice(2), defaultPort: 3000 });
  const logger = openLogger('console', {
    level: settings.logLevel,
    ...(settings.logFile === undefined ? {} : { file: settings.logFile }),
  });
  const tracing = await openTracing('baton-console', process.env, logger);
  const http = { ...settings, logger, title: 'Baton console' };
  const app = await createServiceApp(
    ConsoleModule.register({ forward: forwardsOf(process.env['BATON_UPSTREAMS'] ?? '') }),
    http,
  );
  process.stdout.write(`Baton console is up: ${await listenOn(app, http)}\n`);
  await stopSignal();
  setTimeout(() => process.exit(1), stopLimitMs).unref();
  await stopServiceApp(app);
  await tracing.close();
  process.exit(0);
} catch (fault) {
  exitWith(fault);
}

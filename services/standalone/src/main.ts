import { exitWith, stopSignal } from '@baton/service-kit';
import { helpText, readOptions } from './options.ts';
import { startStandalone } from './start-standalone.ts';

const stopLimitMs = 10_000;

try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options.help) process.stdout.write(helpText);
  else {
    const running = await startStandalone(options);
    process.stdout.write(`Baton is up: ${running.url}\n`);
    running.sample?.player.play();
    await stopSignal();
    setTimeout(() => process.exit(1), stopLimitMs).unref();
    await running.stop();
    process.exit(0);
  }
} catch (fault) {
  exitWith(fault);
}

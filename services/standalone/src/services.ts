import { exitWith, stopSignal } from '@baton/service-kit';
import { helpText, readOptions } from './options.ts';
import { startServices } from './start-services.ts';

const stopLimitMs = 12_000;

try {
  const options = readOptions(process.argv.slice(2), process.env);
  if (options.help) process.stdout.write(helpText);
  else {
    const running = await startServices(options);
    process.stdout.write(`Baton is up: ${running.url}\n`);
    running.sample?.player.play();
    const broken = await Promise.race([stopSignal().then(() => undefined), running.broken]);
    if (broken !== undefined) process.stderr.write(`${broken}: stopping the others\n`);
    setTimeout(() => process.exit(1), stopLimitMs).unref();
    await running.stop();
    process.exit(broken === undefined ? 0 : 1);
  }
} catch (fault) {
  exitWith(fault);
}

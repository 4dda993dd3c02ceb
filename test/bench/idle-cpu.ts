import { randomUUID } from 'node:crypto';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { HandoffInstance } from '../crash/handoff-instance.ts';
import { urlOnceUp } from '../crash/url-once-up.ts';
import { cpuMsBelow } from './cpu-time.ts';

const program = join(import.meta.dirname, '../../services/standalone/dist/services.js');
const withinMs = 120_000;
const secondsPerMinute = 60;

/**
 * CPU seconds a minute of everything that runs below this process while nobody does anything: five services and the
 * console, one more handoff instance, and the servers that were started before; by the name of the program.
 */
export const idleCpu = async (
  shards: number,
  { settleSeconds, seconds }: { readonly settleSeconds: number; readonly seconds: number },
): Promise<ReadonlyMap<string, number>> => {
  const data = await mkdtemp(join(tmpdir(), 'baton-idle-'));
  // What is shared out belongs to one folder.
  process.env['BATON_NAMESPACE'] = `idle-${randomUUID().slice(0, 8)}`;
  const options = ['--enable-source-maps', '--disable-warning=ExperimentalWarning', program];
  const child = spawn(
    process.execPath,
    [...options, '--data', data, '--shards', String(shards), '--port', '0', '--empty'],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env } },
  );
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve));
  try {
    await urlOnceUp({ child, ended, upLine: /^Baton is up: (\S+)$/m, withinMs });
    const second = await HandoffInstance.start(data, shards);
    await pause(settleSeconds * 1_000);
    const before = cpuMsBelow(process.pid);
    await pause(seconds * 1_000);
    const after = cpuMsBelow(process.pid);
    await second.stop();
    const perMinute = secondsPerMinute / seconds / 1_000;
    return new Map([...after].map(([name, cpuMs]) => [name, (cpuMs - (before.get(name) ?? 0)) * perMinute]));
  } finally {
    child.kill('SIGTERM');
    await ended;
    await rm(data, { recursive: true, force: true });
  }
};

import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { StartFault } from '@baton/service-kit';

const isUp = /^Baton \S+ is up: (\S+)$/;
const killAfterMs = 11_000;

export interface ServiceProcess {
  readonly name: string;
  readonly url: string;
  /** Resolves when the process has ended by itself or otherwise, with what to say about it. */
  readonly ended: Promise<string>;
  stop(): Promise<void>;
}

/** Starts `services/<name>/dist/main.js` and waits until it answers. Throws in one line when it does not come up. */
export const startProcess = async (
  name: string,
  what: { args: readonly string[]; environment: Readonly<Record<string, string>> },
): Promise<ServiceProcess> => {
  const program = fileURLToPath(new URL(`../../${name}/dist/main.js`, import.meta.url));
  const child = spawn(process.execPath, [...process.execArgv, program, ...what.args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...what.environment, BATON_PARENT: String(process.pid) },
  });
  const ended = endOf(name, child);
  const url = await Promise.race([
    urlOf(child),
    ended.then((end) => Promise.reject(new StartFault('service-ended', end))),
  ]);
  return { name, url, ended, stop: () => stop(child, ended) };
};

const urlOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    createInterface({ input: child.stdout! }).on('line', (line) => {
      const url = isUp.exec(line)?.[1];
      if (url !== undefined) resolve(url);
    });
  });

const endOf = (name: string, child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    child.once('error', (fault) => resolve(`${name} cannot be started: ${fault.message}`));
    child.once('exit', (code, signal) => resolve(`${name} ended (${signal ?? `exit code ${code}`})`));
  });

const stop = async (child: ChildProcess, ended: Promise<string>): Promise<void> => {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const killer = setTimeout(() => child.kill('SIGKILL'), killAfterMs);
  await ended;
  clearTimeout(killer);
};

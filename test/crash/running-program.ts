import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { urlOnceUp } from './url-once-up.ts';

const root = join(import.meta.dirname, '../..');
const program = join(root, 'services/standalone/dist/main.js');
/** The cache that `npm start` uses. */
const compileCache = join(root, 'node_modules/.cache/node-compile-cache');
const upLine = /^Baton is up: (\S+)$/m;
const upLimitMs = 90_000;

export interface RunningProgram {
  readonly url: string;
  /** From the start of the process to its line. */
  readonly upAfterMs: number;
  /** `kill -9`: resolves when the process is gone. */
  kill(): Promise<void>;
  /** `SIGTERM`: resolves with the exit code. */
  stop(): Promise<number | null>;
}

/** The built program as `npm start` runs it, on a port of its own choice. */
export const startProgram = async (data: string, options: readonly string[] = []): Promise<RunningProgram> => {
  const startedAt = performance.now();
  const child = spawn(
    process.execPath,
    [
      '--enable-source-maps',
      '--disable-warning=ExperimentalWarning',
      program,
      '--data',
      data,
      '--port',
      '0',
      ...options,
    ],
    { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, NODE_COMPILE_CACHE: compileCache } },
  );
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('exit', resolve));
  const url = await urlOnceUp({ child, ended, upLine, withinMs: upLimitMs });
  return {
    url,
    upAfterMs: performance.now() - startedAt,
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
    stop() {
      child.kill('SIGTERM');
      return ended;
    },
  };
};

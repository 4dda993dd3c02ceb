// `node tools/start.mjs [--services] [options of the program]`: runs the built program on Node 24 until it ends.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { watchAncestors } from './ancestors.mjs';
import { root, runtimeNode } from './runtime.mjs';

const checkParentMs = 250;
/** The program promises to stop within 10 seconds. */
const stopWithinMs = 15_000;

const options = process.argv.slice(2);
const program = options[0] === '--services' ? 'services.js' : 'main.js';
if (program === 'services.js') options.shift();

const child = spawn(
  runtimeNode(),
  [
    '--enable-source-maps',
    '--disable-warning=ExperimentalWarning',
    `--import=${new URL(`stop-with-parent.mjs?parent=${process.pid}`, import.meta.url)}`,
    join(root, 'services', 'standalone', 'dist', program),
    ...options,
  ],
  {
    stdio: 'inherit',
    env: { ...process.env, NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'node-compile-cache') },
  },
);

let stopping = false;
const stop = () => {
  if (stopping) return;
  stopping = true;
  child.kill('SIGTERM');
  setTimeout(() => child.kill('SIGKILL'), stopWithinMs).unref();
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop);

const orphaned = watchAncestors();
setInterval(() => {
  if (orphaned()) stop();
}, checkParentMs).unref();

child.on('error', (error) => {
  console.error(`Baton cannot start: ${error.message}`);
  process.exit(1);
});
child.on('exit', (code, signal) => {
  process.exit(code ?? (stopping && signal === 'SIGTERM' ? 0 : 1));
});

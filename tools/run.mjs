// `node tools/run.mjs test/bench/store.bench.ts [options]`: runs one TypeScript script on Node 24 after the build.
// Node strips the script's own types (no decorators, enums or parameter properties in it); `@baton/*` is the build.
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, runtimeNode } from './runtime.mjs';

const bootstrap = spawnSync(process.execPath, [join(root, 'tools', 'bootstrap.mjs'), '--build'], { stdio: 'inherit' });
if (bootstrap.status !== 0) process.exit(bootstrap.status ?? 1);

const [script, ...options] = process.argv.slice(2);
const child = spawn(
  runtimeNode(),
  ['--enable-source-maps', '--disable-warning=ExperimentalWarning', script, ...options],
  { stdio: 'inherit' },
);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => process.exit(code ?? 1));

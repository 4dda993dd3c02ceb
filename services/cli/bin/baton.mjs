#!/usr/bin/env node
// Runs on whatever Node the system has; the command itself needs the Node that the project installs.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { join } from 'node:path';

const root = join(import.meta.dirname, '../../..');
const main = join(import.meta.dirname, '../dist/main.js');
const executable = process.platform === 'win32' ? 'node.exe' : 'node';
const packageOfNode =
  { win32: `node-win-${process.arch}` }[process.platform] ?? `node-${process.platform}-${process.arch}`;
const candidates = [
  join(root, 'node_modules/.bin', executable),
  join(root, 'node_modules', packageOfNode, 'bin', executable),
];
const node = candidates.find((candidate) => existsSync(candidate));

if (node === undefined) {
  console.error('baton: not installed yet: run `npm start` (or `npm test`) in the project once.');
  process.exit(1);
}
if (!existsSync(main)) {
  console.error('baton: not built yet: run `npm start` (or `npm test`) in the project once.');
  process.exit(1);
}
const child = spawn(node, ['--disable-warning=ExperimentalWarning', main, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
for (const signal of signals) process.on(signal, () => child.kill(signal));
child.on('error', (error) => {
  console.error(`baton: cannot run ${node}: ${error.message}`);
  process.exit(1);
});
child.on('exit', (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 0)));

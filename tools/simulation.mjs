// The simulation of the deep test: 200 seeds of a year. Stopped, it goes on where it was as long as the code is the same.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './runtime.mjs';

const libraries = ['contracts', 'handoff-engine', 'working-time'].map((name) => `libs/${name}/src`);
const sources = [...libraries, 'test/engine', 'test/simulation'];

/** Of what the simulation runs on: seeds that passed with other code say nothing. */
const fingerprint = () => {
  const hash = createHash('sha256');
  for (const folder of sources) {
    const names = readdirSync(join(root, folder), { recursive: true }).filter((name) => name.endsWith('.ts'));
    for (const name of names.sort()) hash.update(name).update(readFileSync(join(root, folder, name)));
  }
  return hash.digest('hex').slice(0, 16);
};

/** Whether every seed passed. */
export const runSimulation = () => {
  const folder = join(root, 'test-results');
  mkdirSync(folder, { recursive: true });
  const passed = join(folder, `simulation-${fingerprint()}.txt`);
  const options = ['--seeds', '1-200', '--days', '365', '--resume', passed];
  const command = [join(root, 'tools', 'run.mjs'), join(root, 'test', 'simulation', 'simulate.ts'), ...options];
  return spawnSync(process.execPath, command, { stdio: 'inherit', cwd: root }).status === 0;
};

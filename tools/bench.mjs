// `npm run bench [-- NAME …] [--json] [--smoke]`: every benchmark in test/bench, or the named ones, one after another.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './runtime.mjs';

const options = process.argv.slice(2).filter((option) => option.startsWith('--'));
const names = process.argv.slice(2).filter((option) => !option.startsWith('--'));
const folder = join(root, 'test', 'bench');
const suffix = '.bench.ts';
const all = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(suffix)) : [];
const chosen = names.length === 0 ? all.sort() : names.map((name) => name + suffix);

const missing = chosen.filter((file) => !all.includes(file));
if (missing.length > 0 || chosen.length === 0) {
  console.error(`No such benchmark: ${missing.join(', ') || '(none found)'}. There are: ${all.join(', ') || 'none'}.`);
  process.exit(1);
}

let failed = 0;
for (const file of chosen) {
  const { status } = spawnSync(process.execPath, [join(root, 'tools', 'run.mjs'), join(folder, file), ...options], {
    stdio: 'inherit',
  });
  if (status !== 0) failed++;
}
// Standard output is one object a line with --json; the summary stays beside it.
(options.includes('--json') ? console.error : console.log)(`${chosen.length - failed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

// `npm run mutate -- LIB [--since COMMIT] [--only PART] [--minutes N] [--fresh]`: do the specs notice when libs/LIB/src
// compares or counts otherwise? What is judged is kept, so the next call goes on where this one ended. Exits with 1 for
// a survivor that moves a boundary and is not in test/mutation/equivalent.json, with 2 when some are left to judge.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { root, runtimeNode } from './runtime.mjs';

const program = join(root, 'test', 'mutation', 'mutate.ts');
// Detached, or a terminal would interrupt it as well: of two signals, the second ends it before it has kept anything.
const child = spawn(runtimeNode(), [program, ...process.argv.slice(2)], {
  stdio: 'inherit',
  cwd: root,
  detached: true,
});
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
child.on('exit', (code) => {
  try {
    // An interrupted run leaves its test processes behind, some of them in endless mutants.
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // There are none.
  }
  process.exit(code ?? 1);
});

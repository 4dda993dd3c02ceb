import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const pollMs = 200;
/** A lock without a readable owner is being made or was left by a crash; past this age it is the latter. */
const unownedGraceMs = 5000;

/** Runs `work` while no other process of this checkout does the same; waits for one that does. */
export const withLock = (folder, work) => {
  acquire(folder);
  const release = () => rmSync(folder, { recursive: true, force: true });
  const interrupted = () => {
    release();
    process.exit(130);
  };
  process.once('SIGINT', interrupted);
  process.once('SIGTERM', interrupted);
  try {
    return work();
  } finally {
    process.off('SIGINT', interrupted);
    process.off('SIGTERM', interrupted);
    release();
  }
};

const acquire = (folder) => {
  for (let announced = false; !take(folder);) {
    if (isAbandoned(folder)) {
      rmSync(folder, { recursive: true, force: true });
      continue;
    }
    if (!announced) console.error('Another install or build of this checkout is running; waiting for it.');
    announced = true;
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, pollMs);
  }
};

const take = (folder) => {
  try {
    mkdirSync(folder);
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw new Error(`Cannot write to this folder: ${error.message}`, { cause: error });
  }
  writeFileSync(join(folder, 'pid'), String(process.pid));
  return true;
};

const isAbandoned = (folder) => {
  try {
    process.kill(Number(readFileSync(join(folder, 'pid'), 'utf8')), 0);
    return false;
  } catch (error) {
    if (error.code === 'ESRCH') return true;
    return error.code === 'ENOENT' && ageMs(folder) > unownedGraceMs;
  }
};

const ageMs = (folder) => Date.now() - (statSync(folder, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());

import { join, resolve } from 'node:path';
import { build, buildIsFresh } from './build.mjs';
import { install, installIsFresh } from './install.mjs';
import { withLock } from './lock.mjs';

const root = resolve(import.meta.dirname, '..', '..');

/** Brings node_modules and the build output up to date; silent and quick when they are. Ends the process on failure. */
export const prepare = (options) => {
  process.chdir(root);
  if (isFresh(options)) return;
  try {
    withLock(join(root, '.bootstrap.lock'), () => {
      if (!installIsFresh(root)) timed('installed', () => install(root));
      if (options.build && !buildIsFresh(root)) timed('built', () => build(root));
    });
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
};

const isFresh = (options) => installIsFresh(root) && (!options.build || buildIsFresh(root));

const timed = (what, work) => {
  const startedAt = performance.now();
  work();
  console.error(`${what} in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
};

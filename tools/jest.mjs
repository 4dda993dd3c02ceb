// Jest on native ES modules: `node tools/jest.mjs [jest options]`; inside a project's folder, that project.
import { spawnSync } from 'node:child_process';
import { join, relative } from 'node:path';
import { root, runtimeNode } from './runtime.mjs';

const here = relative(root, process.cwd());
const options = process.argv.slice(2);
const isNarrowed = options.some((option) => !option.startsWith('-') || option.startsWith('--testPathPattern'));
const where = here === '' || isNarrowed ? [] : ['--testPathPatterns', `/${here}/`];
const result = spawnSync(
  runtimeNode(),
  [
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    join(root, 'node_modules/jest/bin/jest.js'),
    '--config',
    join(root, 'jest.config.mjs'),
    `--testTimeout=${process.env.BATON_TEST_TIMEOUT ?? (process.env.BATON_DEEP === undefined ? 30_000 : 3_600_000)}`,
    ...where,
    ...options,
  ],
  { stdio: 'inherit', cwd: root },
);
process.exit(result.status ?? 1);

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';

const stampOf = (root) => join(root, 'node_modules', '.baton-install');

export const installIsFresh = (root) => {
  const stamp = stampOf(root);
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === lockfileHash(root);
};

export const install = (root) => {
  console.error('Installing dependencies (npm ci) …');
  const hash = lockfileHash(root);
  const strict = process.env.CI ? ['--strict-allow-scripts'] : [];
  const options = ['ci', '--no-audit', '--no-fund', '--loglevel=error', ...strict];
  const { status, error } = spawnSync('npm', options, {
    stdio: ['ignore', 2, 'inherit'],
    env: environmentOutside(root),
    shell: process.platform === 'win32',
  });
  if (status !== 0) throw new Error(`npm ci failed${error ? `: ${error.message}` : ''}.`);
  writeFileSync(stampOf(root), hash);
};

const lockfileHash = (root) =>
  createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .update(`${process.platform}-${process.arch}`)
    .digest('hex');

/** npm puts node_modules/.bin first on PATH; `npm ci` deletes that folder and must not run on the Node in it. */
const environmentOutside = (root) => {
  const modules = join(root, 'node_modules') + sep;
  const environment = { ...process.env };
  environment.PATH = (environment.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.startsWith(modules))
    .join(delimiter);
  for (const name of Object.keys(environment)) {
    if (/^npm_(config_local_prefix|package_|lifecycle_|execpath|node_execpath)/.test(name)) delete environment[name];
  }
  return environment;
};

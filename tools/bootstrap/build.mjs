import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { fingerprint, namesUnder, projectFolders } from './fingerprint.mjs';

const webSources = 'services/console/web';
const webConfiguration = 'services/console/vite.config.mjs';
const webOutput = 'services/console/dist/web';

const stampOf = (root) => join(root, 'node_modules', '.cache', 'baton', 'build.json');

/** Answers from names, sizes and times of change alone: no compiler is started when nothing changed. */
export const buildIsFresh = (root) => {
  const stamp = readStamp(root);
  return stamp !== undefined && equal(stamp.inputs, inputsOf(root)) && outputsAreThere(root, stamp.outputs);
};

/**
 * Compiles what changed. The inputs are noted before the compiler starts, so an edit made meanwhile is seen next time.
 * The compiler's own note of a changed project is dropped: it would not notice a file that came with an older time.
 */
export const build = (root) => {
  const stamp = readStamp(root) ?? { inputs: {}, outputs: {} };
  const inputs = inputsOf(root);
  rmSync(stampOf(root), { force: true });
  for (const project of projectFolders(root)) {
    const unchanged = stamp.inputs[project] === inputs[project] && stamp.inputs.root === inputs.root;
    if (unchanged && outputsAreThere(root, { [project]: stamp.outputs[project] ?? [] })) continue;
    rmSync(join(root, project, 'dist', '.tsbuildinfo'), { force: true });
    removeOrphans(root, project);
  }
  run(root, 'node_modules/@typescript/native/bin/tsc', ['-b']);
  if (existsSync(join(root, webConfiguration)) && !webIsFresh(root, stamp, inputs)) buildWeb(root);
  writeStamp(root, inputs);
};

const webIsFresh = (root, stamp, inputs) =>
  existsSync(join(root, webOutput, 'index.html')) && equal(stamp.inputs, inputs);

const buildWeb = (root) =>
  run(root, 'node_modules/vite/bin/vite.js', ['build', '--logLevel', 'warn', '--config', webConfiguration, webSources]);

const inputsOf = (root) => {
  const inputs = { root: fingerprint(root, ['tsconfig.json', 'tsconfig.base.json', 'package-lock.json']) };
  for (const project of projectFolders(root)) {
    const configuration = ['package.json', 'tsconfig.json'].map((name) => join(project, name));
    inputs[project] = fingerprint(root, [join(project, 'src'), ...configuration]);
  }
  inputs.web = fingerprint(root, [webSources, webConfiguration]);
  return inputs;
};

const outputsOf = (root) =>
  Object.fromEntries(projectFolders(root).map((project) => [project, namesUnder(join(root, project, 'dist'))]));

const outputsAreThere = (root, outputs) =>
  Object.entries(outputs).every(([project, names]) => {
    const present = new Set(namesUnder(join(root, project, 'dist')));
    return names.every((name) => present.has(name));
  });

/** Output whose source was deleted must not stay importable. */
const removeOrphans = (root, project) => {
  const sources = new Set(namesUnder(join(root, project, 'src')).map((name) => name.replace(/\.ts$/, '')));
  for (const name of namesUnder(join(root, project, 'dist'))) {
    const stem = name.replace(/(\.d\.ts|\.js|\.js\.map)$/, '');
    const isOutput = stem !== name && !name.startsWith('web/');
    if (isOutput && !sources.has(stem)) rmSync(join(root, project, 'dist', name), { force: true });
  }
};

const readStamp = (root) => {
  try {
    return JSON.parse(readFileSync(stampOf(root), 'utf8'));
  } catch {
    return undefined;
  }
};

const writeStamp = (root, inputs) => {
  mkdirSync(dirname(stampOf(root)), { recursive: true });
  writeFileSync(stampOf(root), JSON.stringify({ inputs, outputs: outputsOf(root) }));
};

const equal = (one, other) => JSON.stringify(one) === JSON.stringify(other);

const run = (root, script, options) => {
  const binaries = join(root, 'node_modules', '.bin');
  const node = existsSync(join(binaries, 'node')) ? join(binaries, 'node') : process.execPath;
  const env = { ...process.env, PATH: binaries + delimiter + (process.env.PATH ?? '') };
  const { status } = spawnSync(node, [join(root, script), ...options], { cwd: root, stdio: ['ignore', 2, 2], env });
  if (status !== 0) throw new Error(`The build failed: ${script} ${options.join(' ')}`);
};

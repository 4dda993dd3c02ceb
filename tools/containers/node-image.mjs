// A stand-in for the public Node image, made from this machine: its C library, busybox, the Node and npm that are here.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './run.mjs';

const certificates = '/etc/ssl/certs/ca-certificates.crt';
const packages = '/var/npm';
const environment = [
  'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
  `NODE_EXTRA_CA_CERTS=${certificates}`,
  `npm_config_cache=${packages}`,
];
const furtherLibraries = [
  ...['libnss_files.so.2', 'libnss_dns.so.2', 'libresolv.so.2', 'libutil.so.1'],
  ...['librt.so.1', 'libpthread.so.0', 'libdl.so.2', 'libm.so.6', 'libgcc_s.so.1', 'libstdc++.so.6'],
];
const accounts = {
  'etc/passwd': 'root:x:0:0:root:/root:/bin/sh\nnode:x:1000:1000::/tmp:/bin/sh\n',
  'etc/group': 'root:x:0:\nnode:x:1000:\n',
  'etc/nsswitch.conf': 'hosts: files dns\n',
};

/** Leaves the image with the program `node` in the engine under `tag`; `folder` is for what it is made of, and is gone afterwards. */
export const makeNodeImage = async (engine, { folder, node, tag }) => {
  const tree = join(folder, 'root');
  for (const name of ['bin', 'usr/bin', 'usr/local/bin', 'etc/ssl/certs', 'root', 'proc', 'sys', 'dev'])
    mkdirSync(join(tree, name), { recursive: true });
  mkdirSync(join(tree, 'tmp'));
  chmodSync(join(tree, 'tmp'), 0o1777);
  for (const [file, text] of Object.entries(accounts)) writeFileSync(join(tree, file), text);
  if (existsSync(certificates)) copyFileSync(certificates, join(tree, certificates));
  addShell(tree);
  addNode(tree, node);
  addNpm(tree);
  addPackages(tree);
  const archive = join(folder, 'root.tar');
  await run('tar', ['--create', '--file', archive, '--directory', tree, '--owner=0', '--group=0', '.']);
  const changes = environment.flatMap((setting) => ['--change', `ENV ${setting}`]);
  await engine.docker(['import', ...changes, archive, tag]);
  rmSync(folder, { recursive: true, force: true });
};

const outputOf = (program, options) => spawnSync(program, options, { encoding: 'utf8' }).stdout.trim();

const addShell = (tree) => {
  copyFileSync(outputOf('sh', ['-c', 'command -v busybox']), join(tree, 'bin/busybox'));
  for (const name of outputOf('busybox', ['--list']).split('\n'))
    if (name !== 'busybox') symlinkSync('busybox', join(tree, 'bin', name));
  symlinkSync('/bin/env', join(tree, 'usr/bin/env'));
};

/** With the shared objects that it names, and those of the C library that packages of npm and looking up hosts need. */
const addNode = (tree, node) => {
  copyFileSync(node, join(tree, 'usr/local/bin/node'));
  chmodSync(join(tree, 'usr/local/bin/node'), 0o755);
  const needed = [...outputOf('ldd', [node]).matchAll(/(?:=> )?(\/\S+) \(0x/g)].map(([, file]) => file);
  const libraries = dirname(needed.find((file) => file.includes('libc.so')) ?? '/lib/libc.so');
  const others = furtherLibraries.map((name) => join(libraries, name)).filter((file) => existsSync(file));
  for (const file of new Set([...needed, ...others])) {
    mkdirSync(join(tree, dirname(file)), { recursive: true });
    copyFileSync(file, join(tree, file));
  }
};

const addNpm = (tree) => {
  const modules = 'usr/local/lib/node_modules';
  const program = realpathSync(outputOf('sh', ['-c', 'command -v npm']));
  cpSync(join(dirname(program), '..'), join(tree, modules, 'npm'), { recursive: true });
  for (const name of ['npm', 'npx'])
    symlinkSync(`../lib/node_modules/npm/bin/${name}-cli.js`, join(tree, 'usr/local/bin', name));
};

/** What npm has fetched on this machine before need not be fetched again. */
const addPackages = (tree) => {
  const cache = join(outputOf('npm', ['config', 'get', 'cache']), '_cacache');
  if (existsSync(cache)) cpSync(cache, join(tree, packages, '_cacache'), { recursive: true });
};

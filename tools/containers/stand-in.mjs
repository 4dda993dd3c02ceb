// Images made from the programs of this machine, which stand in for public ones where no registry of images is reached.
import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from './run.mjs';

export const certificates = '/etc/ssl/certs/ca-certificates.crt';

const searchPath = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin';
/** What no program names but looking up hosts and packages of npm need. */
const furtherLibraries = [
  ...['libnss_files.so.2', 'libnss_dns.so.2', 'libresolv.so.2', 'libutil.so.1'],
  ...['librt.so.1', 'libpthread.so.0', 'libdl.so.2', 'libm.so.6', 'libgcc_s.so.1', 'libstdc++.so.6'],
];
const accounts = {
  'etc/passwd': 'root:x:0:0:root:/root:/bin/sh\nnode:x:1000:1000::/tmp:/bin/sh\n',
  'etc/group': 'root:x:0:\nnode:x:1000:\n',
  'etc/nsswitch.conf': 'hosts: files dns\n',
};

/**
 * Leaves an image in the engine under `tag`: a shell, this machine's C library, and what `fill` adds to its tree. `changes`
 * are lines of a Dockerfile. `folder` is for what it is made of, and is gone afterwards.
 */
export const makeImage = async (engine, { folder, tag, changes = [], fill }) => {
  const tree = join(folder, 'root');
  for (const name of ['bin', 'usr/bin', 'usr/local/bin', 'etc/ssl/certs', 'root', 'proc', 'sys', 'dev'])
    mkdirSync(join(tree, name), { recursive: true });
  mkdirSync(join(tree, 'tmp'));
  chmodSync(join(tree, 'tmp'), 0o1777);
  for (const [file, text] of Object.entries(accounts)) writeFileSync(join(tree, file), text);
  if (existsSync(certificates)) copyFileSync(certificates, join(tree, certificates));
  addShell(tree);
  fill(tree);
  const archive = join(folder, 'root.tar');
  await run('tar', ['--create', '--file', archive, '--directory', tree, '.']);
  const options = [`ENV ${searchPath}`, ...changes].flatMap((change) => ['--change', change]);
  await engine.docker(['import', ...options, archive, tag]);
  rmSync(folder, { recursive: true, force: true });
};

export const outputOf = (program, options) => spawnSync(program, options, { encoding: 'utf8' }).stdout.trim();

/** Where the program of that name is on this machine, links followed. */
export const whereIs = (name) => realpathSync(outputOf('sh', ['-c', `command -v ${name}`]));

/** Copies a program to its place in the tree, with the shared objects that it names. */
export const addProgram = (tree, program, place) => {
  copyFileSync(program, join(tree, place));
  chmodSync(join(tree, place), 0o755);
  const needed = librariesOf(program);
  const libraries = dirname(needed.find((file) => file.includes('libc.so')) ?? '/lib/libc.so');
  addLibraries(tree, [...needed, ...furtherLibraries.map((name) => join(libraries, name))]);
};

/** The shared objects of this machine that a program or shared object needs. */
export const librariesOf = (file) =>
  [...outputOf('ldd', [file]).matchAll(/(?:=> )?(\/\S+) \(0x/g)].map(([, library]) => library);

export const addLibraries = (tree, files) => {
  for (const file of new Set(files.filter((name) => existsSync(name)))) {
    mkdirSync(join(tree, dirname(file)), { recursive: true });
    copyFileSync(file, join(tree, file));
  }
};

const addShell = (tree) => {
  copyFileSync(outputOf('sh', ['-c', 'command -v busybox']), join(tree, 'bin/busybox'));
  for (const name of outputOf('busybox', ['--list']).split('\n'))
    if (name !== 'busybox') symlinkSync('busybox', join(tree, 'bin', name));
  symlinkSync('/bin/env', join(tree, 'usr/bin/env'));
};

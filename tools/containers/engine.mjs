// A container engine for one test run: private, without a network of its own, gone afterwards with all it kept.
import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { freemem } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { run } from './run.mjs';

const startWithinMs = 30_000;
const stopWithinMs = 20_000;
const packageOf = { dockerd: 'docker.io', docker: 'docker.io', busybox: 'busybox-static' };

/** With that much free memory, half of it may hold what the engine keeps: images are tens of thousands of small files. */
const plentyBytes = 12 * 2 ** 30;

/** By their numbers: what an engine does to the network and to the file systems of its containers. */
const capabilities = { CAP_NET_ADMIN: 12n, CAP_SYS_ADMIN: 21n };

/** The address that every container shares with this machine: there is no bridge that another engine could take away. */
const withoutNetwork = ['--bridge=none', '--iptables=false', '--ip6tables=false', '--ip-masq=false'];

/** Starts an engine with everything that it keeps below `folder`, after installing one where that can be done. */
export const startEngine = async (folder) => {
  const obstacle = whyNoEngine();
  if (obstacle !== undefined) throw new Error(`no container engine: ${obstacle}`);
  await installMissing();
  mkdirSync(folder, { recursive: true });
  if (freemem() >= plentyBytes)
    await run('mount', ['-t', 'tmpfs', '-o', `size=${plentyBytes / 2}`, 'baton-engine', folder]);
  const engine = new Engine(folder);
  try {
    await engine.start();
    return engine;
  } catch (fault) {
    await engine.stop();
    throw fault;
  }
};

/** What keeps this machine from running an engine of its own; undefined when nothing does. */
export const whyNoEngine = () => {
  if (process.platform !== 'linux') return 'an engine of its own needs Linux';
  if (process.getuid() !== 0) return 'an engine of its own needs root';
  const [, allowed] = /^CapEff:\s*([0-9a-f]+)/m.exec(readFileSync('/proc/self/status', 'utf8'));
  const lacking = Object.keys(capabilities).filter(
    (name) => ((BigInt(`0x${allowed}`) >> capabilities[name]) & 1n) === 0n,
  );
  if (lacking.length > 0) return `root may not do everything here: ${lacking.join(', ')} is missing`;
  if (!existsSync('/sys/fs/cgroup')) return 'the kernel has no control groups';
  const missing = missingPrograms();
  if (missing.length > 0 && !isThere('apt-get')) return `${missing.join(', ')} cannot be found, and not be installed`;
  return undefined;
};

const missingPrograms = () => Object.keys(packageOf).filter((program) => !isThere(program));

const installMissing = async () => {
  const missing = missingPrograms();
  if (missing.length === 0) return;
  const packages = [...new Set(missing.map((program) => packageOf[program]))];
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await run('apt-get', ['update', '-qq'], { env });
  await run('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], { env });
};

/** Debian keeps dockerd, and what it calls, where not everybody's PATH looks. */
process.env.PATH = `${process.env.PATH}:/usr/sbin:/sbin`;

export const isThere = (program) => spawnSync('sh', ['-c', `command -v ${program}`]).status === 0;

class Engine {
  constructor(folder) {
    this.folder = folder;
    this.socket = `unix://${join(folder, 'docker.sock')}`;
    this.log = join(folder, 'dockerd.log');
  }

  async start() {
    const places = [`--data-root=${join(this.folder, 'data')}`, `--exec-root=${join(this.folder, 'exec')}`];
    const files = [`--host=${this.socket}`, `--pidfile=${join(this.folder, 'dockerd.pid')}`];
    const log = openSync(this.log, 'w');
    this.process = spawn('dockerd', [...files, ...places, ...withoutNetwork], { stdio: ['ignore', log, log] });
    closeSync(log);
    process.on('exit', () => this.process.kill('SIGKILL'));
    this.gone = new Promise((resolve) => {
      this.process.once('exit', resolve);
      this.process.once('error', resolve);
    });
    const readyBy = performance.now() + startWithinMs;
    while ((await this.docker(['version'], { mayFail: true })).code !== 0) {
      if (!this.runs() || performance.now() > readyBy) throw new Error(`dockerd did not start: ${this.lastLines()}`);
      await pause(100);
    }
  }

  /** Answers `{ code, stdout, stderr }`; throws when the code is not 0, unless it `mayFail`. */
  docker(options, settings = {}) {
    const env = { ...process.env, DOCKER_BUILDKIT: '0', DOCKER_CONFIG: join(this.folder, 'config') };
    return run('docker', ['--host', this.socket, ...options], { env, ...settings });
  }

  runs() {
    return this.process?.pid !== undefined && this.process.exitCode === null && this.process.signalCode === null;
  }

  lastLines() {
    return existsSync(this.log) ? readFileSync(this.log, 'utf8').trim().split('\n').slice(-3).join('\n') : '';
  }

  async stop() {
    if (this.runs()) {
      const { stdout } = await this.docker(['ps', '--all', '--quiet'], { mayFail: true });
      const containers = stdout.split('\n').filter((id) => id !== '');
      if (containers.length > 0) await this.docker(['rm', '--force', '--volumes', ...containers], { mayFail: true });
      this.process.kill('SIGTERM');
      const killer = setTimeout(() => this.process.kill('SIGKILL'), stopWithinMs);
      await this.gone;
      clearTimeout(killer);
    }
    for (const place of mountsAt(this.folder)) spawnSync('umount', ['--lazy', place]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Of the folder and below it, the deepest first. */
const mountsAt = (folder) =>
  readFileSync('/proc/mounts', 'utf8')
    .split('\n')
    .map((line) => line.split(' ')[1] ?? '')
    .filter((place) => place === folder || place.startsWith(`${folder}/`))
    .sort((one, other) => other.length - one.length);

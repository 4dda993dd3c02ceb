// A real MongoDB server for tests: a replica set of one node, on this machine and without containers.
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import mongoose from 'mongoose';
import { freePort } from '../free-port.mjs';
import { mongodProgram } from './mongod-program.mjs';

const readyWithinMs = 60_000;
const stoppedWithinMs = 20_000;
const attemptMs = 500;
const replicaSet = 'rs0';
const alreadyInitialized = 23;

/** Starts the server with its data below `folder`; resolves when it takes writes. */
export const startMongod = async ({ folder, port }) => {
  const server = new Mongod({ program: await mongodProgram(), folder, port: port ?? (await freePort()) });
  const end = () => server.signal('SIGKILL');
  process.on('exit', end);
  const stop = async () => {
    await server.stop('SIGTERM');
    process.off('exit', end);
  };
  try {
    await server.start();
  } catch (fault) {
    await stop();
    throw fault;
  }
  return {
    url: `mongodb://127.0.0.1:${server.port}/?replicaSet=${replicaSet}`,
    stop,
    /** SIGKILL; resolves when the process has gone. */
    kill: () => server.stop('SIGKILL'),
    /** Starts it over its data, after stopping it if it runs. */
    restart: async () => {
      await server.stop('SIGTERM');
      await server.start();
    },
    /** The same without its data. */
    wipe: async () => {
      await server.stop('SIGKILL');
      server.forget();
      await server.start();
    },
    /** SIGSTOP and SIGCONT: connections stay open, nothing answers. */
    freeze: () => server.signal('SIGSTOP'),
    thaw: () => server.signal('SIGCONT'),
  };
};

class Mongod {
  constructor({ program, folder, port }) {
    this.program = program;
    this.port = port;
    this.data = join(folder, 'data');
    this.log = join(folder, 'mongod.log');
  }

  async start() {
    mkdirSync(this.data, { recursive: true });
    const log = openSync(this.log, 'w');
    const child = spawn(this.program, this.options(), { stdio: ['ignore', log, log] });
    closeSync(log);
    this.child = child;
    this.gone = new Promise((resolve) => child.once('exit', resolve));
    const readyBy = performance.now() + readyWithinMs;
    while (!(await takesWrites(this.port))) {
      if (!this.runs()) throw new Error(`The MongoDB server ended before it was ready: ${this.lastLines()}`);
      if (performance.now() > readyBy)
        throw new Error(`The MongoDB server was not ready within ${readyWithinMs} ms: ${this.lastLines()}`);
      await pause(50);
    }
  }

  options() {
    const place = ['--dbpath', this.data, '--port', String(this.port), '--bind_ip', '127.0.0.1', '--nounixsocket'];
    const small = ['--wiredTigerCacheSizeGB', '0.25', '--oplogSize', '64'];
    // Test commands let a spec hold the server at a chosen operation.
    const settings = ['diagnosticDataCollectionEnabled=false', 'enableTestCommands=1'];
    const parameters = settings.flatMap((setting) => ['--setParameter', setting]);
    return [...place, ...small, '--replSet', replicaSet, ...parameters];
  }

  runs() {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  lastLines() {
    return readFileSync(this.log, 'utf8').trim().split('\n').slice(-8).join('\n');
  }

  signal(name) {
    if (this.runs()) this.child.kill(name);
  }

  async stop(signal) {
    if (this.child === undefined) return;
    this.signal('SIGCONT');
    this.signal(signal);
    const limit = setTimeout(() => this.signal('SIGKILL'), stoppedWithinMs);
    await this.gone;
    clearTimeout(limit);
  }

  forget() {
    rmSync(this.data, { recursive: true, force: true });
  }
}

/** Makes the replica set when there is none yet. */
const takesWrites = async (port) => {
  const limits = { serverSelectionTimeoutMS: attemptMs, connectTimeoutMS: attemptMs };
  const client = new mongoose.mongo.MongoClient(`mongodb://127.0.0.1:${port}/?directConnection=true`, limits);
  try {
    const admin = client.db('admin');
    const state = await admin.command({ hello: 1 });
    if (state.setName === undefined) await makeReplicaSet(admin, port);
    return state.isWritablePrimary === true && state.setName !== undefined;
  } catch (fault) {
    if (/^Mongo(Network|ServerSelection|Server)/.test(fault.name)) return false;
    throw fault;
  } finally {
    await client.close();
  }
};

const makeReplicaSet = async (admin, port) => {
  try {
    const members = [{ _id: 0, host: `127.0.0.1:${port}` }];
    await admin.command({ replSetInitiate: { _id: replicaSet, members } });
  } catch (fault) {
    if (fault.code !== alreadyInitialized) throw fault;
  }
};

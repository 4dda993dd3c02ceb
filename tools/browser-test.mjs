// Starts Baton as a user would, on a free port and an empty folder, and runs the browser tests against it.
import { spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from './free-port.mjs';
import { countOf, runStage } from './ci-stage.mjs';
import { root } from './runtime.mjs';

const upWithinMs = 120_000;
const testLimitMs = 240_000;
const stopWithinMs = 15_000;
const pollMs = 100;

const start = (port, data) =>
  spawn('npm', ['start', '--', '--port', String(port), '--data', data], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });

/** Resolves with the address that the program says; rejects when it ends or stays silent. */
const addressOf = (program) =>
  new Promise((resolve, reject) => {
    let output = '';
    const late = setTimeout(() => reject(new Error(`Baton is not up after ${upWithinMs / 1000} s`)), upWithinMs);
    program.stdout.setEncoding('utf8').on('data', (text) => {
      output += text;
      const address = /Baton is up: (http:\S+)/.exec(output)?.[1];
      if (address === undefined) return;
      clearTimeout(late);
      resolve(address);
    });
    program.stderr.pipe(process.stderr);
    program.on('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`Baton ended with code ${code} before it was up`));
    });
  });

/** npm ends at once; what it started is gone when its process group is. */
const stop = async (program) => {
  const forcedAt = performance.now() + stopWithinMs;
  for (let signal = 'SIGTERM'; signalGroup(program, signal); signal = performance.now() > forcedAt ? 'SIGKILL' : 0) {
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
};

/** False when the group is gone. Signal 0 only asks. */
const signalGroup = (program, signal) => {
  try {
    return process.kill(-program.pid, signal);
  } catch {
    return false;
  }
};

const data = mkdtempSync(join(tmpdir(), 'baton-browser-'));
const program = start(await freePort(), data);
let failed = 0;
let passed = 0;
try {
  process.env.BASE_URL = await addressOf(program);
  for (const file of readdirSync(join(root, 'test/browser')).filter((name) => name.endsWith('.browser.ts'))) {
    const command = [process.execPath, 'tools/run.mjs', join('test/browser', file)];
    const counted = countOf(await runStage({ command, limitMs: testLimitMs }, root));
    passed += counted.passed;
    failed += counted.failed;
  }
} catch (error) {
  console.error(error.message);
  failed++;
} finally {
  await stop(program);
  rmSync(data, { recursive: true, force: true });
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

// `node tools/ci.mjs [STAGE …]`: every stage in order; sums up what each one counted and fails when any of it failed.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { countOf, runStage } from './ci-stage.mjs';
import { root } from './runtime.mjs';

const minuteMs = 60_000;
const script = (file, ...options) => ({ needs: [file], command: ['node', 'tools/run.mjs', file, ...options] });

/** A stage whose `needs` are missing could not run, which is a failure. */
const stages = [
  { name: 'tests', command: ['npm', 'test'], limitMs: 15 * minuteMs },
  {
    name: 'browser',
    needs: ['test/browser/sample.browser.ts'],
    command: ['node', 'tools/browser-test.mjs'],
    limitMs: 10 * minuteMs,
  },
  { name: 'store crash', ...script('test/store/crash.ts', '--kills', '180'), limitMs: 10 * minuteMs },
  { name: 'system crash', ...script('test/crash/system.ts', '--kills', '20'), limitMs: 10 * minuteMs },
  { name: 'store sync trace', ...script('test/store/sync-trace.ts'), limitMs: 2 * minuteMs },
  { name: 'servers', command: ['node', 'tools/server-tests.mjs', '--brief'], limitMs: 20 * minuteMs },
  { name: 'containers', command: ['node', 'tools/container-test.mjs'], limitMs: 5 * minuteMs },
  { name: 'deploy', command: ['node', 'tools/deploy-check.mjs'], limitMs: 3 * minuteMs },
  { name: 'benchmarks', command: ['node', 'tools/bench.mjs', '--smoke'], limitMs: 10 * minuteMs },
];

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !stages.some((stage) => stage.name === name));
if (unknown.length > 0) {
  console.error(`No such stage: ${unknown.join(', ')}. There are: ${stages.map((stage) => stage.name).join(', ')}.`);
  process.exit(1);
}

const results = [];
for (const stage of stages.filter(({ name }) => chosen.length === 0 || chosen.includes(name))) {
  console.log(`\n== ${stage.name}: ${stage.command.join(' ')}`);
  const startedAt = performance.now();
  const missing = (stage.needs ?? []).filter((file) => !existsSync(join(root, file)));
  const ended = missing.length === 0 ? await runStage(stage, root) : { code: 1, output: '' };
  if (missing.length > 0) console.log(`could not run: ${missing.join(', ')} is missing`);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  results.push({ name: stage.name, seconds, ...countOf(ended) });
}

console.log('');
for (const { name, passed, failed, seconds } of results) {
  console.log(`${failed === 0 ? 'ok  ' : 'FAIL'} ${name}: ${passed} passed, ${failed} failed (${seconds} s)`);
}
const sum = (count) => results.reduce((total, result) => total + result[count], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(sum('failed') === 0 ? 0 : 1);

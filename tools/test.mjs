// `npm test [-- PATTERN …] [--deep] [--record]`: type check, lint, format and every spec; never a result out of a cache.
// Deep: ten thousand cases a property, and two hundred simulated years.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, runtimeNode } from './runtime.mjs';
import { runSimulation } from './simulation.mjs';
import { judge } from './test-report.mjs';

const expectedCountFile = join(root, 'test', 'expected-count.json');
const options = process.argv.slice(2);
const patterns = options.filter((option) => !option.startsWith('--'));
const everything = patterns.length === 0;

const run = (script, parameters) =>
  spawnSync(runtimeNode(), [join(root, script), ...parameters], { stdio: 'inherit', cwd: root }).status === 0;

const staticChecks = [
  ['types', () => run('node_modules/@typescript/native/bin/tsc', ['-p', 'tsconfig.spec.json'])],
  ['lint', () => run('node_modules/oxlint/bin/oxlint', ['--deny-warnings', '--quiet', '.'])],
  ['format', () => run('node_modules/prettier/bin/prettier.cjs', ['--check', '--log-level', 'warn', '.'])],
];

const runSpecs = (parameters) => {
  const folder = mkdtempSync(join(tmpdir(), 'baton-test-'));
  const report = join(folder, 'report.json');
  try {
    run('tools/jest.mjs', ['--ci', '--maxWorkers=2', '--json', `--outputFile=${report}`, ...parameters]);
    return JSON.parse(readFileSync(report, 'utf8'));
  } catch (error) {
    console.error(`The specs left no report: ${error.message}`);
    return undefined;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** The specs that have properties once more, each property with ten thousand cases (BATON_DEEP). */
const runProperties = () => {
  const specs = ['libs', 'services', 'test']
    .flatMap((folder) => readdirSync(join(root, folder), { recursive: true }).map((name) => join(folder, name)))
    .filter((path) => path.endsWith('.spec.ts') && !/node_modules|dist/.test(path))
    .filter((path) => readFileSync(join(root, path), 'utf8').includes("from 'fast-check'"));
  process.env.BATON_DEEP = '1';
  return runSpecs(['--runTestsByPath', ...specs]);
};

const isDeep = options.includes('--deep');
const checks = everything ? staticChecks.map(([name, check]) => ({ name, passed: check() })) : [];
const reports = [runSpecs(patterns), ...(isDeep ? [runProperties()] : [])];
if (isDeep) checks.push({ name: 'simulation', passed: runSimulation() });
const expected = JSON.parse(readFileSync(expectedCountFile, 'utf8')).tests;
const record = options.includes('--record');
const verdict = judge({ checks, reports, expected: everything && !record ? expected : 0 });

for (const line of verdict.lines) console.log(line);
if (record && everything) writeFileSync(expectedCountFile, `${JSON.stringify({ tests: verdict.ran }, null, 2)}\n`);
console.log(`${verdict.passed} passed, ${verdict.failed} failed`);
process.exit(verdict.failed === 0 ? 0 : 1);

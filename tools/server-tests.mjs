// `npm run test:servers [-- PATTERN …] [--brief] [--engine native|docker|auto]`: the specs that need real servers, and kills
// of the whole system on them, against servers that it gets and starts itself.
import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root, runtimeNode } from './runtime.mjs';
import { serversFor } from './servers/choice.mjs';
import { judge } from './test-report.mjs';

const { values: given, positionals } = parseArgs({
  allowPositionals: true,
  options: { brief: { type: 'boolean', default: false }, engine: { type: 'string' } },
});
const engine = given.engine ?? process.env.BATON_TEST_ENGINE ?? 'auto';

/** What CI has time for: both contracts, the gasket, cut connections, instances that share shards, poison. */
const brief = [
  'kafka-bus.server',
  'mongoose-read-models.server',
  'gasket.server',
  'cut-connections.server',
  'instances.server',
  'poison.server',
];
/** These stop and freeze servers of their own, which are native ones. */
const withOwnServers = [
  'broker-faults.server',
  'brokers.server',
  'opening.server',
  'waiting.server',
  'faults.server',
  'outage.server',
  'stopping.server',
  'away-read-models.server',
];
const kills = 4;
const patterns = given.brief ? brief : positionals;
const leftOut = engine === 'docker' && patterns.length === 0 ? withOwnServers : [];

const matching = (names) => (path) => names.some((name) => new RegExp(name).test(path));
const specs = globSync('{libs,test}/**/*.server.spec.ts', { cwd: root, exclude: ['**/node_modules'] })
  .filter((path) => patterns.length === 0 || matching(patterns)(path))
  .filter((path) => !matching(leftOut)(path));

const runSpecs = (folder) => {
  const report = join(folder, 'report.json');
  const options = ['--ci', '--runInBand', '--json', `--outputFile=${report}`, '--runTestsByPath'];
  const env = { ...process.env, BATON_TEST_SERVERS: '1', BATON_TEST_TIMEOUT: '120000' };
  if (given.brief) env.BATON_TEST_BRIEF = '1';
  spawnSync(runtimeNode(), [join(root, 'tools/jest.mjs'), ...options, ...specs], { stdio: 'inherit', cwd: root, env });
  return judge({ checks: [], reports: [JSON.parse(readFileSync(report, 'utf8'))], expected: 0 });
};

/** The whole system on these servers, killed again and again while commands run. */
const runKills = () => {
  const { BATON_TEST_KAFKA, BATON_TEST_MONGODB } = process.env;
  const env = { ...process.env, BATON_BUS: BATON_TEST_KAFKA, BATON_READ_MODELS: BATON_TEST_MONGODB };
  env.BATON_NAMESPACE = `kills-${process.pid}`;
  const command = [join(root, 'tools/run.mjs'), 'test/crash/system.ts', '--kills', String(kills)];
  const { status } = spawnSync(runtimeNode(), command, { stdio: 'inherit', cwd: root, env });
  return status === 0 ? { lines: [], passed: kills, failed: 0 } : { lines: ['failed: kills'], passed: 0, failed: 1 };
};

const startServers = async (folder, started) => {
  for (const server of serversFor({ specs, engine, environment: process.env })) {
    try {
      const { url, stop } = await server.start({ folder: join(folder, server.setting) });
      started.push(stop);
      process.env[server.setting] = url;
      console.log(`${server.name}: ${url} (${server.kind})`);
    } catch (fault) {
      if (!server.isOptional) throw new Error(`${server.name} (${server.kind}): ${fault.message}`, { cause: fault });
      console.log(`${server.name}: none, because a container of it cannot be had: ${fault.message}`);
    }
  }
};

const folder = mkdtempSync(join(tmpdir(), 'baton-servers-'));
const started = [];
const verdicts = [];
try {
  if (specs.length === 0) throw new Error(`No spec that needs a server matches ${patterns.join(' ')}`);
  if (leftOut.length > 0) console.log(`Left out, because they stop servers of their own: ${leftOut.join(', ')}`);
  await startServers(folder, started);
  verdicts.push(runSpecs(folder));
  if (given.brief || patterns.length === 0) verdicts.push(runKills());
} catch (fault) {
  verdicts.push({ lines: [fault.message], passed: 0, failed: 1 });
} finally {
  await Promise.all(started.map((stop) => stop()));
  rmSync(folder, { recursive: true, force: true });
}
const sum = (count) => verdicts.reduce((total, verdict) => total + verdict[count], 0);
for (const line of verdicts.flatMap(({ lines }) => lines)) console.log(line);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(sum('failed') === 0 ? 0 : 1);

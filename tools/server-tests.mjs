// `npm run test:servers [-- PATTERN …] [--brief]`: the specs that need real servers, and kills of the whole system on them,
// against servers that it gets and starts itself.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root, runtimeNode } from './runtime.mjs';
import { startKafka } from './servers/kafka.mjs';
import { startMongod } from './servers/mongod.mjs';
import { judge } from './test-report.mjs';

/** A server that the environment names is used as it is; any other is started here. */
const servers = [
  { setting: 'BATON_TEST_KAFKA', start: startKafka },
  { setting: 'BATON_TEST_MONGODB', start: startMongod },
];

/** What CI has time for: both contracts, both endings of the gasket, and cut connections. */
const brief = ['kafka-bus.server', 'mongoose-read-models.server', 'gasket.server', 'cut-connections.server'];
const isBrief = process.argv.includes('--brief');
const patterns = isBrief ? brief : process.argv.slice(2);
const kills = 4;

const runSpecs = (folder) => {
  const report = join(folder, 'report.json');
  const options = ['--ci', '--runInBand', '--forceExit', '--json', `--outputFile=${report}`, ...patterns];
  const env = { ...process.env, BATON_TEST_SERVERS: '1', BATON_TEST_TIMEOUT: '120000' };
  spawnSync(runtimeNode(), [join(root, 'tools/jest.mjs'), ...options], { stdio: 'inherit', cwd: root, env });
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
  for (const { setting, start } of servers) {
    if (process.env[setting] !== undefined) continue;
    const server = await start({ folder: join(folder, setting) });
    started.push(server);
    process.env[setting] = server.url;
  }
};

const folder = mkdtempSync(join(tmpdir(), 'baton-servers-'));
const started = [];
const verdicts = [];
try {
  await startServers(folder, started);
  verdicts.push(runSpecs(folder));
  if (isBrief || patterns.length === 0) verdicts.push(runKills());
} catch (fault) {
  verdicts.push({ lines: [fault.message], passed: 0, failed: 1 });
} finally {
  await Promise.all(started.map((server) => server.stop()));
  rmSync(folder, { recursive: true, force: true });
}
const sum = (count) => verdicts.reduce((total, verdict) => total + verdict[count], 0);
for (const line of verdicts.flatMap(({ lines }) => lines)) console.log(line);
console.log(`${sum('passed')} passed, ${sum('failed')} failed`);
process.exit(sum('failed') === 0 ? 0 : 1);

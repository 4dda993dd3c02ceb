// `npm run test:servers [-- PATTERN …]`: the specs that need real servers, against servers that it gets and starts itself.
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

const patterns = process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'baton-servers-'));
const report = join(folder, 'report.json');
const started = [];
let verdict;
try {
  for (const { setting, start } of servers) {
    if (process.env[setting] !== undefined) continue;
    const server = await start({ folder: join(folder, setting) });
    started.push(server);
    process.env[setting] = server.url;
  }
  process.env.BATON_TEST_SERVERS = '1';
  process.env.BATON_TEST_TIMEOUT = '120000';
  const options = ['--ci', '--runInBand', '--json', `--outputFile=${report}`, ...patterns];
  spawnSync(runtimeNode(), [join(root, 'tools/jest.mjs'), ...options], { stdio: 'inherit', cwd: root });
  verdict = judge({ checks: [], reports: [JSON.parse(readFileSync(report, 'utf8'))], expected: 0 });
} catch (fault) {
  console.error(fault.message);
  verdict = { lines: [], passed: 0, failed: 1 };
} finally {
  await Promise.all(started.map((server) => server.stop()));
  rmSync(folder, { recursive: true, force: true });
}
for (const line of verdict.lines) console.log(line);
console.log(`${verdict.passed} passed, ${verdict.failed} failed`);
process.exit(verdict.failed === 0 ? 0 : 1);

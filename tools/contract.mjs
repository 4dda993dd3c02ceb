// `npm run contract -- PORT URL`: a port's contract against a server that runs somewhere; its data is left there.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root, runtimeNode } from './runtime.mjs';

/** The setting that names the server, and the spec that reads it. */
const contracts = {
  'event-store': {
    setting: 'BATON_TEST_KURRENTDB',
    spec: 'libs/event-store-kurrentdb/src/',
    url: /^(kurrentdb|kurrent|kdb|esdb)(\+discover)?:\/\//,
  },
};

const [port, url, ...rest] = process.argv.slice(2);
const contract = contracts[port];
if (contract === undefined || url === undefined || rest.length > 0) {
  console.error(`Usage: npm run contract -- ${Object.keys(contracts).join('|')} URL`);
  process.exit(2);
}
if (!contract.url.test(url)) {
  console.error(`The address is not one of this port's servers; expected for example kurrentdb://host:2113?tls=false`);
  process.exit(2);
}
const options = ['--ci', '--runInBand', '--verbose', contract.spec];
const { status } = spawnSync(runtimeNode(), [join(root, 'tools/jest.mjs'), ...options], {
  stdio: 'inherit',
  cwd: root,
  env: { ...process.env, BATON_TEST_SERVERS: '1', [contract.setting]: url },
});
process.exit(status ?? 1);

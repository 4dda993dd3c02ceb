// `node tools/deploy-check.mjs`: alert rules through promtool with their unit tests, the chart through helm and, rendered in
// several ways, through kubernetes-validate. promtool comes from a Debian package and kubernetes-validate from PyPI, unpacked
// below .servers; helm has to be there, or be named by HELM. What cannot be had is a skip with its reason.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isThere } from './containers/engine.mjs';
import { run } from './containers/run.mjs';
import { root } from './runtime.mjs';

const tools = join(root, '.servers');
const chart = join(root, 'deploy/helm/baton');
const validator = 'kubernetes-validate==1.37.0';
const kubernetesVersions = ['1.31', '1.37'];
const elsewhere = '{namespaceSelector: {matchLabels: {name: elsewhere}}}';

/** By name, the values with which the chart is rendered. */
const renderings = {
  standalone: '',
  'standalone behind an ingress':
    'ingress: {enabled: true, className: nginx, tlsSecret: tls}\nstandalone: {sample: true}',
  distributed: 'mode: distributed\ndistributed: {connectionsSecret: connections}',
  'distributed, everything switched on': `mode: distributed
distributed:
  connectionsSecret: connections
  certificatesSecret: certificates
  console: {autoscaling: {enabled: true}}
  services: {handoff: {autoscaling: {enabled: true}}}
ingress: {enabled: true, className: nginx, tlsSecret: tls}
networkPolicy: {callers: [${elsewhere}], observers: [${elsewhere}], servers: [{ipBlock: {cidr: 203.0.113.0/24}}]}
podAnnotations: {team: a}`,
};

const counts = { passed: 0, failed: 0 };

const check = async (name, work) => {
  try {
    await work();
    counts.passed += 1;
    console.log(`ok   ${name}`);
  } catch (fault) {
    counts.failed += 1;
    console.log(`FAIL ${name}: ${fault.message}`);
  }
};

const promtool = async () => {
  if (isThere('promtool')) return 'promtool';
  const folder = join(tools, 'promtool');
  const program = join(folder, 'usr/bin/promtool');
  if (existsSync(program)) return program;
  if (!isThere('apt-get')) return undefined;
  mkdirSync(folder, { recursive: true });
  const download = 'apt-get download -qq prometheus || { apt-get update -qq && apt-get download -qq prometheus; }';
  await run('sh', ['-c', `cd "$0" && { ${download}; } && dpkg -x prometheus_*.deb . && rm prometheus_*.deb`, folder]);
  return program;
};

const checkAlerts = async () => {
  const program = await promtool();
  if (program === undefined) return console.log('Skipped: alert rules, because promtool is not there, nor apt-get.');
  const rules = join(root, 'deploy/alerts.yml');
  await check('promtool takes the alert rules', () => run(program, ['check', 'rules', rules]));
  const tests = join(root, 'test/deploy/alerts-promtool.yml');
  await check('the alert rules pass their unit tests', () => run(program, ['test', 'rules', tests]));
};

const kubernetesValidate = async () => {
  const folder = join(tools, 'kubernetes-validate');
  const program = join(folder, 'bin/kubernetes-validate');
  if (existsSync(program)) return program;
  await run('python3', ['-m', 'venv', folder]);
  await run(join(folder, 'bin/pip'), ['install', '-q', '--disable-pip-version-check', validator]);
  return program;
};

const checkChart = async (folder) => {
  const helm = process.env.HELM ?? 'helm';
  if (!isThere(helm)) return console.log('Skipped: the chart, because helm is not there.');
  const validate = await kubernetesValidate();
  for (const [name, values] of Object.entries(renderings)) {
    const file = join(folder, 'values.yaml');
    writeFileSync(file, values);
    await check(`helm finds nothing to say: ${name}`, () => run(helm, ['lint', '--strict', '--values', file, chart]));
    for (const version of kubernetesVersions)
      await check(`Kubernetes ${version} takes what is rendered: ${name}`, async () => {
        const { stdout } = await run(helm, ['template', 'b', chart, '--kube-version', version, '--values', file]);
        const rendered = manifestsIn(stdout, join(folder, 'rendered'));
        await run(validate, ['--strict', '--quiet', '--kubernetes-version', version, ...rendered]);
      });
  }
  await check('helm refuses a mode that is unknown', async () => {
    const unknown = ['--kube-version', kubernetesVersions[0], '--set', 'mode=elsewhere'];
    const { code, stderr } = await run(helm, ['template', 'b', chart, ...unknown], { mayFail: true });
    if (code === 0 || !stderr.includes('mode')) throw new Error(`it ended with ${code}: ${stderr}`);
  });
};

/** A file each: the paths of what is in the text. */
const manifestsIn = (text, folder) => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const manifests = text.split(/^---$/m).filter((manifest) => /^kind:/m.test(manifest));
  if (manifests.length < 3) throw new Error(`only ${manifests.length} manifests were rendered`);
  for (const [index, manifest] of manifests.entries()) writeFileSync(join(folder, `${index}.yaml`), manifest);
  return readdirSync(folder).map((name) => join(folder, name));
};

const folder = mkdtempSync(join(tmpdir(), 'baton-deploy-'));
try {
  await checkAlerts();
  await checkChart(folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exit(counts.failed === 0 ? 0 : 1);

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readSettings } from '@baton/service-kit';
import { parseYaml, pinnedNode, projectVersion, root, serviceNames, textOf } from './deploy-files.fixture.ts';

interface Container {
  readonly image: string;
  readonly build?: object;
  readonly profiles?: readonly string[];
  readonly command?: readonly string[];
  readonly ports?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly depends_on?: Readonly<Record<string, { readonly condition: string; readonly required?: boolean }>>;
  readonly healthcheck?: object;
  readonly [key: string]: unknown;
}

type Settings = Readonly<Record<string, string>>;

/** `${NAME:-default}` and `${NAME:+instead}`, which is all that the file uses. */
const interpolated = (text: string, settings: Settings): string =>
  text.replace(/\$\{\w+:[-+][^}]*\}/g, (expression) => {
    const { name, kind, other } = /\{(?<name>\w+):(?<kind>.)(?<other>.*)\}/.exec(expression)!.groups!;
    const value = settings[name!] ?? '';
    if (kind === '+') return value === '' ? '' : other!;
    return value === '' ? other! : value;
  });

const containers = (settings: Settings = {}): Readonly<Record<string, Container>> =>
  parseYaml<{ services: Record<string, Container> }>(interpolated(textOf('docker-compose.yml'), settings)).services;

const started = (profile: string | undefined, settings: Settings = {}): readonly string[] =>
  Object.entries(containers(settings))
    .filter(([, { profiles = [] }]) => profiles.length === 0 || (profile !== undefined && profiles.includes(profile)))
    .map(([name]) => name)
    .toSorted();

const ours = Object.entries(containers()).filter(([, { build }]) => build !== undefined);
const servers = ['kafka', 'kurrentdb', 'mongodb'];

describe('compose', () => {
  it('starts one container by default, and each service and server with the profile', () => {
    expect(started(undefined)).toEqual(['baton']);
    expect(started('distributed')).toEqual(['baton', 'console', ...serviceNames, ...servers].toSorted());
  });

  it.each([
    ['kurrentdb', 'BATON_EVENT_STORE', 'sqlite'],
    ['kafka', 'BATON_BUS', 'kafka://elsewhere:9092'],
    ['mongodb', 'BATON_READ_MODELS', 'sqlite'],
  ])('does not start %s when %s names another one, and nobody waits for it', (server, variable, value) => {
    const settings = { [variable]: value };
    expect(started('distributed')).toContain(server);
    expect(started('distributed', settings)).not.toContain(server);
    for (const name of serviceNames) {
      const { environment, depends_on: waitsFor } = containers(settings)[name]!;
      expect(environment?.[variable]).toBe(value);
      expect(waitsFor?.[server]).toEqual({ condition: 'service_healthy', required: false });
    }
  });

  it.each(serviceNames)('%s understands its settings', (name) => {
    const environment = containers()[name]!.environment!;
    const { backends, allowedHosts } = readSettings({ environment, options: [], defaultPort: 1 });
    expect([backends.eventStore, backends.bus, backends.readModels].map(({ kind }) => kind)).toEqual(
      Array.from({ length: 3 }, () => 'server'),
    );
    expect(allowedHosts).toContain(name);
  });

  it('leads from the console to every service by the name that the service takes', () => {
    const { environment, depends_on: waitsFor } = containers()['console']!;
    const upstreams = environment!['BATON_UPSTREAMS']!.split(',');
    expect(upstreams.toSorted()).toEqual(serviceNames.map((name) => `${name}=http://${name}:3000`));
    expect(Object.keys(waitsFor!).toSorted()).toEqual(serviceNames);
  });

  it.each(ours)('%s writes nothing but its volume and /tmp, and has no privileges', (_, container) => {
    expect(container).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
    expect(container['tmpfs']).toContain('/tmp');
    expect(container['stop_grace_period']).toBe('15s');
  });

  it('runs programs that exist', () => {
    const programs = ours.flatMap(([, { command }]) => command?.[0] ?? []);
    expect(programs.filter((program) => existsSync(join(root, sourceOf(program))))).toHaveLength(6);
  });

  it('is reached on the loopback address alone', () => {
    const ports = Object.values(containers()).flatMap((container) => container.ports ?? []);
    expect(ports).toEqual(['127.0.0.1:3000:3000', '127.0.0.1:3000:3000']);
  });

  it('names images by environment, and pins them otherwise', () => {
    const all = Object.values(containers());
    for (const { image } of all) expect(image).toMatch(/:\d+\.\d+/);
    expect(ours.map(([, { image }]) => image)).toEqual(ours.map(() => `baton:${projectVersion()}`));
    const named = { BATON_IMAGE: 'a', BATON_KAFKA_IMAGE: 'b', BATON_MONGODB_IMAGE: 'c', BATON_KURRENTDB_IMAGE: 'd' };
    expect([...new Set(Object.values(containers(named)).map(({ image }) => image))].toSorted()).toEqual([
      ...['a', 'b', 'c', 'd'],
    ]);
    for (const name of servers) expect(containers()[name]!.healthcheck).toBeDefined();
  });
});

describe('the image', () => {
  const dockerfile = textOf('deploy/Dockerfile');

  it('is built on the Node that the lockfile pins', () => {
    expect(dockerfile).toContain(`ARG NODE_IMAGE=node:${pinnedNode()}-slim\n`);
    expect(interpolated(textOf('docker-compose.yml'), {})).toContain(`NODE_IMAGE: node:${pinnedNode()}-slim\n`);
  });

  it('runs everything by default, as an ordinary user, and says how it is', () => {
    const program = /^CMD \["(.*)"\]$/m.exec(dockerfile)?.[1] ?? '';
    expect(existsSync(join(root, sourceOf(program)))).toBe(true);
    expect(dockerfile).toMatch(/^USER 1000:1000$/m);
    expect(dockerfile).toContain("'/health/ready'");
  });

  it('keeps optional packages, one of which the client of KurrentDB cannot be loaded without', () => {
    expect(dockerfile).toContain('npm prune --omit=dev ');
    expect(dockerfile).not.toContain('--omit=optional');
  });

  it('takes nothing from the checkout but what is written there', () => {
    const ignored = textOf('.dockerignore').split('\n');
    expect(ignored).toEqual(expect.arrayContaining(['.git', '.baton', '.servers', '**/node_modules', '**/dist']));
  });
});

const sourceOf = (program: string): string => program.replace('/dist/', '/src/').replace(/\.js$/, '.ts');

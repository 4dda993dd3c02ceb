import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from '@jest/globals';
import {
  boundaryRules,
  crossings,
  isDeclared,
  type Manifest,
  type ProjectGraph,
  staysInside,
  untagged,
} from './boundary-rules.ts';
import { allFiles, importsOf, isTest, root } from './source-files.ts';

const scratch = mkdtempSync(join(tmpdir(), 'baton-graph-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;

/** Nx's own graph of a workspace, made from its real imports. */
const graphOf = (workspace: string): ProjectGraph => {
  const file = join(scratch, 'graph.json');
  execFileSync(process.execPath, [join(root, 'node_modules/nx/dist/bin/nx.js'), 'graph', `--file=${file}`], {
    cwd: workspace,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: {
      ...process.env,
      NX_DAEMON: 'false',
      NX_CACHE_PROJECT_GRAPH: 'false',
      NX_WORKSPACE_DATA_DIRECTORY: join(scratch, 'nx'),
    },
  });
  return readJson<{ graph: ProjectGraph }>(file).graph;
};

const graphWith = (from: readonly string[], to: readonly string[]): ProjectGraph => ({
  nodes: { a: { data: { root: 'libs/a', tags: from } }, b: { data: { root: 'libs/b', tags: to } } },
  dependencies: { a: [{ target: 'b' }] },
});

describe('boundary rules', () => {
  it.each(boundaryRules.map((rule) => ({ ...rule })))('$from reaches nothing else', ({ from, to }) => {
    expect(crossings(graphWith([from], ['type:test']))).toContain(`a (${from}) must not depend on b`);
    for (const tag of to) expect(crossings(graphWith([from], [tag]))).toEqual([]);
  });

  it.each([
    { from: 'service', fromTags: ['type:service'], to: 'service', toTags: ['type:service'] },
    { from: 'kernel', fromTags: ['type:lib', 'scope:kernel'], to: 'pure library', toTags: ['type:lib', 'scope:pure'] },
    { from: 'pure library', fromTags: ['type:lib', 'scope:pure'], to: 'port', toTags: ['type:lib', 'scope:port'] },
    { from: 'port', fromTags: ['type:lib', 'scope:port'], to: 'adapter', toTags: ['type:lib', 'scope:adapter'] },
    { from: 'adapter', fromTags: ['type:lib', 'scope:adapter'], to: 'adapter', toTags: ['type:lib', 'scope:adapter'] },
    { from: 'kit', fromTags: ['type:lib', 'scope:kit'], to: 'service', toTags: ['type:service'] },
  ])('a $from must not depend on another $to', ({ fromTags, toTags }) => {
    expect(crossings(graphWith(fromTags, toTags))).not.toEqual([]);
  });

  it('lets the composition root name the services', () => {
    expect(crossings(graphWith(['type:service', 'scope:composition'], ['type:service']))).toEqual([]);
  });

  it('lets tests alone name an adapter', () => {
    const graph = graphWith(['type:lib', 'scope:adapter'], ['type:lib', 'scope:adapter']);
    expect(crossings(graph, () => true)).toEqual([]);
    expect(crossings(graph, () => false)).toEqual(['a (scope:adapter) must not depend on b']);
    expect(crossings(graphWith(['type:service'], ['type:service']), () => true)).not.toEqual([]);
  });

  it('finds a project without tags', () => {
    expect(untagged(graphWith([], ['type:lib']))).toEqual(['a has no type tag', 'b has no scope tag']);
  });
});

describe('the graph', () => {
  it('sees imports that no manifest declares', () => {
    const workspace = join(scratch, 'workspace');
    const write = (path: string, content: unknown): void => {
      mkdirSync(dirname(join(workspace, path)), { recursive: true });
      writeFileSync(join(workspace, path), typeof content === 'string' ? content : JSON.stringify(content));
    };
    write('package.json', { name: 'fixture', private: true, type: 'module', workspaces: ['libs/*'] });
    write('tsconfig.base.json', {});
    cpSync(join(root, 'nx.json'), join(workspace, 'nx.json'));
    write('libs/a/package.json', { name: '@fixture/a', version: '1.0.0', nx: { tags: ['type:lib', 'scope:kernel'] } });
    write('libs/b/package.json', { name: '@fixture/b', version: '1.0.0', nx: { tags: ['type:lib', 'scope:pure'] } });
    write('libs/a/src/index.ts', "export * from '../../b/src/index.ts';\n");
    write('libs/b/src/index.ts', 'export const b = 1;\n');
    symlinkSync(join(root, 'node_modules'), join(workspace, 'node_modules'));
    expect(crossings(graphOf(workspace))).toEqual(['@fixture/a (scope:kernel) must not depend on @fixture/b']);
  }, 120_000);

  it('of this checkout crosses no boundary', () => {
    const graph = graphOf(root);
    expect(Object.keys(graph.nodes).length).toBeGreaterThanOrEqual(20);
    expect(Object.values(graph.dependencies).flat().length).toBeGreaterThan(40);
    expect(untagged(graph)).toEqual([]);
    expect(crossings(graph, (project, target) => onlyInTests(graph.nodes[project]!.data.root, target))).toEqual([]);
  }, 120_000);
});

/** Packages of the root that any test may use. */
const testPackages = new Set([
  ...['@jest/globals', 'fast-check', '@nestjs/testing', 'typescript', 'playwright-core'],
  ...['@baton/event-store-sqlite', '@baton/bus-log', '@baton/read-model-sqlite'],
]);
const manifest: Manifest = { name: '@baton/a', dependencies: { '@baton/decider': '*', fastify: '5' } };

describe('imports', () => {
  it('are declared by their own project', () => {
    expect(isDeclared('@baton/bus', manifest, new Set())).toBe(false);
    expect(isDeclared('pino', manifest, new Set())).toBe(false);
    expect(isDeclared('@baton/decider', manifest, new Set())).toBe(true);
    expect(isDeclared('fastify/types', manifest, new Set())).toBe(true);
    expect(isDeclared('node:fs', manifest, new Set())).toBe(true);
    expect(allFiles().flatMap(({ path, text }) => undeclaredIn(path, text))).toEqual([]);
  });

  it('stay inside their project', () => {
    expect(staysInside('../../b/src/index.ts', 'libs/a/src/index.ts', 'libs/a')).toBe(false);
    expect(staysInside('./b.ts', 'libs/a/src/index.ts', 'libs/a')).toBe(true);
    expect(allFiles().flatMap(({ path, text }) => strayIn(path, text))).toEqual([]);
  });
});

const projectOf = (path: string): string | undefined =>
  /^(libs|services)\/[^/]+(?=\/(src|bin)\/.*\.(ts|mjs)$)/.exec(path)?.[0];

const undeclaredIn = (path: string, text: string): readonly string[] => {
  const project = projectOf(path);
  if (project === undefined) return [];
  const own = readJson<Manifest>(join(root, project, 'package.json'));
  const allowed = isTest(path) ? testPackages : new Set<string>();
  return importsOf({ path, text })
    .filter(({ name }) => !isDeclared(name, own, allowed))
    .map(({ name, line }) => `${path}:${line} imports ${name}, which its package.json does not declare`);
};

const strayIn = (path: string, text: string): readonly string[] => {
  const project = projectOf(path);
  if (project === undefined) return [];
  return importsOf({ path, text })
    .filter(({ name }) => !staysInside(name, path, project))
    .map(({ name, line }) => `${path}:${line} reaches into another project: ${name}`);
};

const onlyInTests = (project: string, target: string): boolean =>
  allFiles()
    .filter(({ path }) => path.startsWith(`${project}/src/`) && path.endsWith('.ts'))
    .filter((file) => importsOf(file).some(({ name }) => name === target))
    .every(({ path }) => isTest(path));

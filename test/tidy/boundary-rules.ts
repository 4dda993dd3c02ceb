import { builtinModules } from 'node:module';

/** What the rules need of Nx's project graph. */
export interface ProjectGraph {
  readonly nodes: Readonly<
    Record<string, { readonly data: { readonly root: string; readonly tags?: readonly string[] } }>
  >;
  readonly dependencies: Readonly<Record<string, readonly { readonly target: string }[]>>;
}

/** A project that carries the tag `from` may depend on projects that carry one of `to`, and on nothing else. */
export interface BoundaryRule {
  readonly from: string;
  readonly unless?: string;
  readonly to: readonly string[];
}

export const boundaryRules: readonly BoundaryRule[] = [
  { from: 'type:lib', to: ['type:lib'] },
  { from: 'type:service', unless: 'scope:composition', to: ['type:lib'] },
  { from: 'scope:composition', to: ['type:lib', 'type:service'] },
  { from: 'scope:kernel', to: ['scope:kernel'] },
  { from: 'scope:pure', to: ['scope:kernel', 'scope:pure'] },
  { from: 'scope:port', to: ['scope:kernel', 'scope:pure', 'scope:port'] },
  { from: 'scope:adapter', to: ['scope:kernel', 'scope:pure', 'scope:port'] },
  { from: 'scope:kit', to: ['scope:kernel', 'scope:pure', 'scope:port', 'scope:adapter'] },
];

const scopes = ['scope:kernel', 'scope:pure', 'scope:port', 'scope:adapter', 'scope:kit'];
const types = ['type:lib', 'type:service', 'type:test'];

/** `onlyInTests`: whether just the tests of a project make it depend on another; tests may name any adapter. */
export const crossings = (
  graph: ProjectGraph,
  onlyInTests: (project: string, target: string) => boolean = () => false,
): readonly string[] =>
  Object.entries(graph.nodes).flatMap(([name, node]) => {
    const tags = node.data.tags ?? [];
    const rules = boundaryRules.filter(
      ({ from, unless }) => tags.includes(from) && !(unless !== undefined && tags.includes(unless)),
    );
    return (graph.dependencies[name] ?? [])
      .filter(({ target }) => target !== name && graph.nodes[target] !== undefined)
      .flatMap(({ target }) => {
        const targetTags = graph.nodes[target]!.data.tags ?? [];
        return rules
          .filter(({ to }) => !to.some((tag) => targetTags.includes(tag)))
          .filter(() => !(targetTags.includes('scope:adapter') && onlyInTests(name, target)))
          .map(({ from }) => `${name} (${from}) must not depend on ${target}`);
      });
  });

/** A project without its tags would be under no rule at all. */
export const untagged = (graph: ProjectGraph): readonly string[] =>
  Object.entries(graph.nodes).flatMap(([name, node]) => {
    const tags = node.data.tags ?? [];
    if (!types.some((tag) => tags.includes(tag))) return [`${name} has no type tag`];
    return tags.includes('type:lib') && !scopes.some((tag) => tags.includes(tag)) ? [`${name} has no scope tag`] : [];
  });

export interface Manifest {
  readonly name: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
}

/** Whether `specifier` may be imported by a project with this manifest; `allowed` are packages that tests share. */
export const isDeclared = (specifier: string, manifest: Manifest, allowed: ReadonlySet<string>): boolean => {
  if (specifier.startsWith('.') || specifier.startsWith('node:') || builtinModules.includes(specifier)) return true;
  const name = specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
  const declared = { ...manifest.dependencies, ...manifest.devDependencies, ...manifest.peerDependencies };
  return name in declared || name === manifest.name || allowed.has(name);
};

/** Whether a relative import stays inside the project that makes it. */
export const staysInside = (specifier: string, file: string, project: string): boolean => {
  if (!specifier.startsWith('.')) return true;
  return new URL(specifier, `file:///${file}`).pathname.startsWith(`/${project}/`);
};

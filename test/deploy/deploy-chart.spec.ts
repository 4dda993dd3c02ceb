import { describe, expect, it } from '@jest/globals';
import { filesIn, parseYaml, projectVersion, serviceNames, textOf } from './deploy-files.fixture.ts';

const chart = 'deploy/helm/baton';
const templates = filesIn(`${chart}/templates`);
const text = templates.map(textOf).join('\n');

type Values = Readonly<Record<string, unknown>>;

const values = parseYaml<Values & { readonly distributed: { readonly services: Values; readonly console: Values } }>(
  textOf(`${chart}/values.yaml`),
);

const isThere = (path: string): boolean => {
  let here: unknown = values;
  for (const part of path.split('.')) {
    if (typeof here !== 'object' || here === null || !(part in here)) return false;
    here = (here as Values)[part];
  }
  return true;
};

const valuesUsedIn = (template: string): readonly string[] =>
  [...template.matchAll(/\.Values\.([\w.]+)/g)].map(([, path]) => path!);

const settingsIn = (source: string): ReadonlySet<string> => new Set(source.match(/\bBATON_[A-Z_]+\b/g));

describe('the chart', () => {
  it('is of this version', () => {
    expect(parseYaml(textOf(`${chart}/Chart.yaml`))).toMatchObject({
      version: projectVersion(),
      appVersion: projectVersion(),
    });
  });

  it('uses values that have a default', () => {
    const used = [...new Set(valuesUsedIn(text))];
    expect(used.length).toBeGreaterThan(20);
    expect(used.filter((path) => !isThere(path))).toEqual([]);
    expect(['standalone.storage.sise', 'image.repository.name'].filter(isThere)).toEqual([]);
  });

  it('sets what the programs read', () => {
    const read = settingsIn(
      ['libs/service-kit/src/settings.ts', 'libs/service-kit/src/backends.ts', 'services/console/src/main.ts']
        .map(textOf)
        .join('\n'),
    );
    const set = [...settingsIn(text)];
    expect(set).toHaveLength(7);
    expect(set.filter((name) => !read.has(name))).toEqual([]);
  });

  it('runs each service, one pod each and never two at once, but of handoff, which shares its shards', () => {
    const { services } = values.distributed;
    expect(Object.keys(services).toSorted()).toEqual(serviceNames);
    const severalOf = serviceNames.filter((name) => 'replicas' in (services[name] as Values));
    expect(severalOf).toEqual(['handoff']);
    const template = textOf(`${chart}/templates/services.yaml`);
    expect(template).toContain('replicas: {{ $values.replicas | default 1 }}\n');
    expect(template).toContain('type: {{ ternary "RollingUpdate" "Recreate" (hasKey $values "replicas") }}\n');
    expect(textOf(`${chart}/templates/standalone.yaml`)).toContain('replicas: 1\n');
  });

  it('keeps passwords out of values and manifests', () => {
    const named = [...text.matchAll(/"(BATON_EVENT_STORE|BATON_BUS|BATON_READ_MODELS)" "([\w-]+)"/g)];
    expect(named.map(([, , key]) => key)).toEqual(['event-store', 'bus', 'read-models']);
    expect(text).toContain('"secretKeyRef" (dict "name" $secret "key" $key)');
    expect(text).not.toMatch(/kind: Secret\b/);
  });

  it('has no rights in the cluster and none on its node', () => {
    expect(text).not.toMatch(/kind: (Cluster)?Role|kind: ServiceAccount|hostNetwork|hostPath|privileged: true/);
    const pod = textOf(`${chart}/templates/_pod.tpl`);
    for (const line of [
      ...['automountServiceAccountToken: false', 'runAsNonRoot: true', 'readOnlyRootFilesystem: true'],
      ...['allowPrivilegeEscalation: false', 'capabilities: { drop: [ALL] }', 'type: RuntimeDefault'],
      ...['startupProbe:', 'livenessProbe:', 'readinessProbe:', 'terminationGracePeriodSeconds: 15'],
    ]) {
      expect(pod).toContain(line);
    }
  });

  it('makes every pod the same way', () => {
    const makers = templates.filter((path) => /kind: (Deployment|StatefulSet)/.test(textOf(path)));
    expect(makers).toHaveLength(3);
    for (const path of makers) expect(textOf(path)).toContain('include "baton.pod" (dict');
  });
});

import { resolve } from 'node:path';
import { StartFault } from './faults.ts';

/** Where one port's data lives: in files of this machine, or at a server. */
export type Backend = { readonly kind: 'local'; readonly directory?: string } | Server;

export interface Server {
  readonly kind: 'server';
  readonly url: string;
}

/** What is behind each port; every one is chosen by itself. */
export interface Backends {
  /** BATON_EVENT_STORE: SQLite files, or KurrentDB. */
  readonly eventStore: Backend;
  /** BATON_BUS: the event stores' own logs, or Kafka. */
  readonly bus: Backend;
  /** BATON_READ_MODELS: SQLite files, or MongoDB. */
  readonly readModels: Backend;
  /** BATON_NAMESPACE: before the names of topics, groups and collections, where several Batons share a server. */
  readonly namespace: string;
}

export const localBackends: Backends = {
  eventStore: { kind: 'local' },
  bus: { kind: 'local' },
  readModels: { kind: 'local' },
  namespace: '',
};

/** Throws `StartFault` that names the setting and what was expected. */
export const readBackends = (environment: Readonly<Record<string, string | undefined>>): Backends => {
  const backends = {
    eventStore: backendOf(environment, {
      variable: 'BATON_EVENT_STORE',
      ...{ local: /^sqlite(?::(?<directory>.+))?$/, server: /^(?:kurrentdb|kdb|esdb)(?:\+discover)?:\/\/\S+$/ },
      expected: '"sqlite", "sqlite:DIR" or "kurrentdb://HOST:PORT"',
    }),
    bus: backendOf(environment, {
      variable: 'BATON_BUS',
      ...{ local: /^log$/, server: /^kafka:\/\/\S+$/, expected: '"log" or "kafka://HOST:PORT"' },
    }),
    readModels: backendOf(environment, {
      variable: 'BATON_READ_MODELS',
      ...{ local: /^sqlite(?::(?<directory>.+))?$/, server: /^mongodb(?:\+srv)?:\/\/\S+$/ },
      expected: '"sqlite", "sqlite:DIR" or "mongodb://HOST:PORT"',
    }),
    namespace: namespaceIn(environment),
  };
  if (backends.eventStore.kind === 'server' && backends.bus.kind === 'local')
    throw new StartFault(
      'bad-setting',
      'BATON_BUS: the log of this machine cannot carry what KurrentDB holds, expected "kafka://HOST:PORT" with BATON_EVENT_STORE=kurrentdb://…',
    );
  return backends;
};

const namespaceIn = (environment: Readonly<Record<string, string | undefined>>): string => {
  const name = environment['BATON_NAMESPACE'] ?? '';
  if (name === '' || /^[a-z][a-z0-9-]{0,39}$/.test(name)) return name;
  throw new StartFault(
    'bad-setting',
    `BATON_NAMESPACE: expected small letters, digits and hyphens, at most 40, got "${name}"`,
  );
};

interface Choice {
  readonly variable: string;
  readonly local: RegExp;
  readonly server: RegExp;
  readonly expected: string;
}

const backendOf = (environment: Readonly<Record<string, string | undefined>>, choice: Choice): Backend => {
  const { variable, local, server, expected } = choice;
  const text = environment[variable]?.trim() ?? '';
  if (text === '') return { kind: 'local' };
  if (server.test(text)) return { kind: 'server', url: text };
  const found = local.exec(text);
  if (found === null)
    throw new StartFault('bad-setting', `${variable}: expected ${expected}, got "${withoutSecret(text)}"`);
  const directory = found.groups?.['directory'];
  return directory === undefined ? { kind: 'local' } : { kind: 'local', directory: resolve(directory) };
};

/** What stands before an @ may be a password. */
const withoutSecret = (text: string): string => text.replace(/\/\/[^@/]*@/, '//…@');

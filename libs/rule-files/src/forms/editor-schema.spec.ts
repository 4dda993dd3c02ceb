import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { editorSchema, schemaNames } from './editor-schema.ts';

const folder = join(import.meta.dirname, '../../schemas');

/** Every schema inside a schema. */
function* within(schema: unknown): Generator<Readonly<Record<string, unknown>>> {
  if (typeof schema !== 'object' || schema === null) return;
  if (!Array.isArray(schema)) yield schema as Readonly<Record<string, unknown>>;
  for (const part of Object.values(schema)) yield* within(part);
}

describe('the schemas for editors', () => {
  it.each(schemaNames)('%s is what the checker checks: run `baton check --schema` again when this fails', (name) => {
    const file = readFileSync(join(folder, `${name}.schema.json`), 'utf8');
    expect(JSON.parse(file)).toEqual(editorSchema(name));
  });

  it('are all there, and no others', () => {
    expect(readdirSync(folder).toSorted()).toEqual(schemaNames.map((name) => `${name}.schema.json`).toSorted());
  });

  it('describe every key', () => {
    const silent = [...within(editorSchema('any'))].flatMap(({ properties }) =>
      Object.entries((properties ?? {}) as Record<string, { description?: string; errorMessage?: string }>)
        .filter(([, schema]) => schema.description === undefined)
        .map(([key]) => key),
    );
    expect(silent).toEqual([]);
  });

  it('refuse unknown keys, and name choices as editors complete them', () => {
    const objects = [...within(editorSchema('any'))].filter(({ type }) => type === 'object');
    expect(objects.length).toBeGreaterThan(10);
    expect(objects.filter(({ additionalProperties }) => additionalProperties !== false)).toEqual([]);
    expect(
      [...within(editorSchema('any'))].filter((schema) => 'anyOf' in schema || schema['format'] === 'printable'),
    ).toEqual([]);
  });
});

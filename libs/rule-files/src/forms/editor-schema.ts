import { type RuleKind, ruleForms, ruleKinds } from './rule-forms.ts';

/** `any`: a file with documents of several kinds. */
export const schemaNames = [...ruleKinds, 'any'] as const;
export type SchemaName = (typeof schemaNames)[number];

const dialect = 'http://json-schema.org/draft-07/schema#';

type Json = Readonly<Record<string, unknown>>;

/** JSON Schema (draft 7) of a kind of rule file, with descriptions, for editors that complete and check while typing. */
export const editorSchema = (name: SchemaName): Json => {
  const title = name === 'any' ? 'Rule file of Baton' : `Rule file of Baton: ${name}`;
  const head = { $schema: dialect, title };
  if (name === 'any') return { ...head, oneOf: ruleKinds.map((kind) => schemaOf(kind)) };
  return { ...head, ...schemaOf(name) };
};

const schemaOf = (kind: RuleKind): Json => plain(JSON.parse(JSON.stringify(ruleForms[kind]))) as Json;

/** Editors know `enum` better than a union of constants, and not the formats of ours. */
const plain = (schema: unknown): unknown => {
  if (Array.isArray(schema)) return schema.map(plain);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { anyOf, ...rest } = schema as { readonly anyOf?: readonly { readonly const: string }[] };
  const fields = Object.entries(rest).filter(([name, value]) => !(name === 'format' && value === 'printable'));
  const kept = Object.fromEntries(fields.map(([name, value]) => [name, plain(value)]));
  return anyOf === undefined ? kept : { ...kept, type: 'string', enum: anyOf.map((choice) => choice.const) };
};

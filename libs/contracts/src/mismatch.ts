import type { TSchema } from '@sinclair/typebox';
import type { TypeCheck } from '@sinclair/typebox/compiler';
import { type ValueError, ValueErrorType } from '@sinclair/typebox/errors';
import { isPrintable } from './schema-parts.ts';

export interface Mismatch {
  /** JSON Pointer into the event. */
  readonly pointer: string;
  /** What was expected and what came. */
  readonly detail: string;
}

/** Of one event. */
export const mostReported = 20;
const longestQuote = 60;

export const quote = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  const json = JSON.stringify(value);
  return json.length > longestQuote ? `${json.slice(0, longestQuote)}…` : json;
};

export const mismatch = (pointer: string, expected: string, value: unknown): Mismatch => ({
  pointer,
  detail: `expected ${expected}, got ${quote(value)}`,
});

const formats: Readonly<Record<string, string>> = {
  'date-time': 'an RFC 3339 date-time such as 2026-09-22T15:00:00+08:00',
  date: 'a date such as 2026-09-22',
};

const atMost = (length: number | undefined): string =>
  length === undefined ? '' : `, of at most ${length} characters`;

const textOf = ({ format, pattern, minLength, maxLength }: TSchema): string => {
  if (format !== undefined && format !== 'printable') return formats[format] ?? 'a text';
  if (pattern?.includes('24:00')) return 'a local time such as 08:00';
  if (pattern !== undefined) return `a URI reference without spaces, such as /hospital/orders${atMost(maxLength)}`;
  if (minLength !== undefined && maxLength !== undefined) return `a text of ${minLength} to ${maxLength} characters`;
  if (maxLength !== undefined) return `a text of at most ${maxLength} characters`;
  return minLength === undefined ? 'a text' : 'a text that is not empty';
};

const numberOf = ({ minimum, maximum }: TSchema, kind: string): string => {
  if (minimum !== undefined && maximum !== undefined) return `${kind} from ${minimum} to ${maximum}`;
  return minimum === undefined ? kind : `${kind} of at least ${minimum}`;
};

const listOf = ({ minItems, maxItems }: TSchema): string => {
  if (maxItems !== undefined && minItems === maxItems) return `a list of ${maxItems}`;
  return maxItems === undefined ? 'a list' : `a list of ${minItems ?? 0} to ${maxItems}`;
};

const expectationOf = ({ type, schema, value: came }: ValueError): string => {
  if (type === ValueErrorType.ObjectAdditionalProperties && schema.patternProperties === undefined)
    return 'no such field';
  if (schema.format === 'printable' && typeof came === 'string' && !isPrintable(came))
    return 'a text without control characters';
  return describe(schema);
};

const describe = (schema: TSchema): string => {
  if (schema.const !== undefined) return quote(schema.const);
  if (schema.anyOf !== undefined)
    return `one of ${schema.anyOf.map((choice: TSchema) => quote(choice.const)).join(', ')}`;
  if (schema.type === 'string') return textOf(schema);
  if (schema.type === 'number') return numberOf(schema, 'a number');
  if (schema.type === 'integer') return numberOf(schema, 'a whole number');
  if (schema.type === 'array') return listOf(schema);
  if (schema.type === 'boolean') return 'true or false';
  if (schema.patternProperties !== undefined) return 'local dates such as 2026-09-22 as names';
  return schema.minProperties === undefined ? 'an object' : 'an object that is not empty';
};

/** What a failed check has to say, one mismatch a place, at most twenty. */
export const mismatchesOf = (check: TypeCheck<TSchema>, value: unknown, at: string): readonly Mismatch[] => {
  const found = new Map<string, Mismatch>();
  for (const error of check.Errors(value)) {
    const pointer = at + error.path;
    if (!found.has(pointer)) found.set(pointer, mismatch(pointer, expectationOf(error), error.value));
    if (found.size === mostReported) break;
  }
  return [...found.values()];
};

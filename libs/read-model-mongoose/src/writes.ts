import {
  type Change,
  type CollectionDefinition,
  type Document,
  type FieldValue,
  fieldValue,
  type Query,
  planQuery,
} from '@baton/read-model';
import { orderKey } from './order-key.ts';

/** What becomes of one document. Without a text it is removed. */
export interface Write {
  /** Name of the collection, or of the collection in the database that holds it at the moment. */
  readonly to: string;
  readonly id: string;
  /** The document as JSON. */
  readonly text?: string;
  /** Order keys, in the order of the definition's indexes. */
  readonly keys: readonly string[];
}

/**
 * The last change of each document; a change gives the whole document, so those before it do not matter, and all of
 * them have the position of their batch. Throws TypeError before anything is written.
 */
export const writesOf = (
  changes: readonly Change[],
  definitionOf: (name: string) => CollectionDefinition,
): readonly Write[] => {
  const last = new Map<string, Write>();
  for (const change of changes) {
    const write = writeOf(change, definitionOf(change.collection));
    last.set(JSON.stringify([write.to, write.id]), write);
  }
  return [...last.values()];
};

const writeOf = (change: Change, { name, indexes }: CollectionDefinition): Write => {
  if (change.kind === 'remove') return { to: name, id: checkedId(change.id), keys: [] };
  const { document } = change;
  const keys = indexes.map(({ fields }) => orderKey([...valuesOf(document, fields), checkedId(document.id)]));
  return { to: name, id: checkedId(document.id), text: JSON.stringify(document), keys };
};

export const valuesOf = (document: Document, fields: readonly string[]): readonly FieldValue[] =>
  fields.map((field) => fieldValue(document, field));

/** An id that came from outside might be an object, which a database would read as a question. */
export const checkedId = (id: unknown): string => {
  if (typeof id !== 'string') throw new TypeError('An id is a text.');
  return id;
};

/** Values of the leading fields, and of the fields behind them in the order of the index. */
export const plannedQuery = (definition: CollectionDefinition, query: Omit<Query, 'limit'>) => {
  const { equals, orderBy, after } = planQuery(definition, query);
  return { leading: equals.map(([, value]) => value), orderBy, after };
};

/** Two lines each. JSON has no line breaks of its own. */
export const encodeWrites = (writes: readonly Write[]): string =>
  writes.map(({ to, id, keys, text = '' }) => `${JSON.stringify([to, id, keys])}\n${text}`).join('\n');

export const decodeWrites = (encoded: string): readonly Write[] => {
  const lines = encoded === '' ? [] : encoded.split('\n');
  return Array.from({ length: lines.length / 2 }, (_, at) => {
    const [to, id, keys] = JSON.parse(lines[2 * at]!) as [string, string, readonly string[]];
    const text = lines[2 * at + 1]!;
    return text === '' ? { to, id, keys } : { to, id, keys, text };
  });
};

/** Runs of writes, none longer than `maxLength` characters unless one write alone is. */
export const partsOf = (writes: readonly Write[], maxLength: number): readonly (readonly Write[])[] => {
  const parts: Write[][] = [];
  let length = Infinity;
  for (const write of writes) {
    const own = lengthOf(write);
    if (length + own > maxLength) {
      parts.push([]);
      length = 0;
    }
    parts.at(-1)!.push(write);
    length += own;
  }
  return parts;
};

const lengthOf = ({ id, keys, text = '' }: Write): number =>
  id.length + text.length + keys.reduce((sum, key) => sum + key.length, 0);

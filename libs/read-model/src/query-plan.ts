import type { CollectionDefinition, Document, FieldValue, Query } from './read-model.ts';

/** `after` is not what a page of this query answered. */
export class InvalidCursor extends Error {
  override readonly name = 'InvalidCursor';
}

export interface QueryPlan {
  readonly equals: readonly (readonly [field: string, value: FieldValue])[];
  /** The index's fields behind those; the order ends with `id`. */
  readonly orderBy: readonly string[];
  /** Values of `orderBy` and the id, of the last document before this page. */
  readonly after?: readonly FieldValue[];
}

const namePattern = /^[A-Za-z][A-Za-z0-9-]*$/;
const fieldPattern = /^[A-Za-z][A-Za-z0-9_]*$/;

/** Throws unless every name is a plain word; names end up in statements. */
export const checkDefinition = ({ name, indexes }: CollectionDefinition): void => {
  for (const one of [name, ...indexes.map((index) => index.name)])
    if (!namePattern.test(one)) throw new TypeError(`"${one}" is no name for a collection or an index.`);
  for (const field of fieldsOf(indexes))
    if (!fieldPattern.test(field)) throw new TypeError(`"${field}" is no name for a field.`);
};

/** Every indexed field once, in the order of the definition. */
export const fieldsOf = (indexes: CollectionDefinition['indexes']): readonly string[] => [
  ...new Set(indexes.flatMap(({ fields }) => fields)),
];

/** What decides whether a kept collection still fits its definition. */
export const shapeOf = ({ version, indexes }: CollectionDefinition): string => JSON.stringify([version, indexes]);

export const planQuery = (definition: CollectionDefinition, query: Omit<Query, 'limit'>): QueryPlan => {
  const index = definition.indexes.find(({ name }) => name === query.index);
  if (index === undefined) throw new TypeError(`${definition.name} has no index "${query.index}".`);
  const values = query.equals ?? {};
  const count = Object.keys(values).length;
  const leading = index.fields.slice(0, count);
  if (!leading.every((field) => Object.hasOwn(values, field)))
    throw new TypeError(`The index "${index.name}" leads with ${index.fields.join(', ')}.`);
  const equals = leading.map((field) => [field, checkValue(field, values[field])] as const);
  const orderBy = index.fields.slice(count);
  const plan = { equals, orderBy };
  return query.after === undefined
    ? plan
    : { ...plan, after: decodeCursor(query.after, query.index, orderBy.length + 1) };
};

export const checkLimit = (limit: number): void => {
  if (!Number.isSafeInteger(limit) || limit < 1) throw new TypeError(`${limit} is no limit.`);
};

/** A missing field is null. Throws when the value is not plain. */
export const fieldValue = (document: Document, field: string): FieldValue => checkValue(field, document[field] ?? null);

const checkValue = (field: string, value: unknown): FieldValue => {
  const isPlain = value === null || typeof value === 'string' || typeof value === 'boolean' || Number.isFinite(value);
  if (!isPlain) throw new TypeError(`The field "${field}" holds no plain value.`);
  return value as FieldValue;
};

export const encodeCursor = (index: string, key: readonly FieldValue[]): string =>
  Buffer.from(JSON.stringify([index, ...key])).toString('base64url');

const decodeCursor = (cursor: string, index: string, length: number): readonly FieldValue[] => {
  try {
    const [of, ...key] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    if (of === index && key.length === length && typeof key.at(-1) === 'string')
      return key.map((value) => checkValue('after', value));
  } catch {
    // Said below.
  }
  throw new InvalidCursor('`after` is not from a page of this query.');
};

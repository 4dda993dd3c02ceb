import { stallKinds } from '@baton/contracts';
import { type SchemaOptions, type TProperties, Type } from '@sinclair/typebox';

/**
 * The pieces that the schemas of rule files are made of. `errorMessage` says what was expected: the checker prints it,
 * and so do editors that know the keyword.
 */
const expecting = (errorMessage: string, description?: string): SchemaOptions => ({
  errorMessage,
  ...(description === undefined ? {} : { description }),
});

export const closed = <Fields extends TProperties>(fields: Fields, description: string) =>
  Type.Object(fields, { additionalProperties: false, description });

export const list = <Item extends Parameters<typeof Type.Array>[0]>(
  item: Item,
  limits: { readonly minItems?: number; readonly maxItems: number },
  description: string,
) =>
  Type.Array(item, {
    ...limits,
    ...expecting(
      limits.minItems === undefined
        ? `a list of at most ${limits.maxItems}`
        : `a list of ${limits.minItems} to ${limits.maxItems}`,
      description,
    ),
  });

export const id = (description: string) =>
  Type.String({
    minLength: 1,
    maxLength: 128,
    format: 'printable',
    ...expecting('an id of 1 to 128 characters, in quotes if it is a number', description),
  });

export const line = (description: string) =>
  Type.String({
    minLength: 1,
    maxLength: 1000,
    format: 'printable',
    ...expecting('a text of 1 to 1000 characters, in quotes if it is a number', description),
  });

export const version = (description: string) =>
  Type.Integer({ minimum: 1, maximum: 1_000_000_000, ...expecting('a whole number from 1', description) });

export const duration = (description: string) =>
  Type.String({
    pattern: '^\\d+(?:\\.\\d+)? (?:min|h|days?)$',
    ...expecting('a duration such as 30 min, 4 h or 1 day', description),
  });

export const hoursOfDay = (description: string) =>
  Type.String({
    pattern: '^[0-9]{1,2}(?:\\.[0-9]+)? h$',
    ...expecting('the working hours of a day, such as 7.5 h', description),
  });

export const instant = (description: string) =>
  Type.String({
    pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(?::\\d\\d(?:\\.\\d+)?)?(?:Z|[+-]\\d\\d:\\d\\d)$',
    ...expecting('an instant with its offset, such as 2026-09-23T00:00+08:00', description),
  });

export const date = (description: string) =>
  Type.String({ format: 'date', ...expecting('a date such as 2026-09-30', description) });

export const flag = (description: string) => Type.Boolean(expecting('true or false', description));

export const oneOf = <const Name extends string>(description: string, names: readonly Name[]) =>
  Type.Union(
    names.map((name) => Type.Literal(name)),
    expecting(`one of ${names.join(', ')}`, description),
  );

export const impacts = ['low', 'normal', 'high', 'critical'] as const;
export const impact = oneOf('Impact of a case', impacts);
export const stallKind = oneOf('Kind of a stall', stallKinds);

/** Texts by language tag, where they differ from the one beside. */
export const byLanguage = (description: string) =>
  Type.Optional(
    Type.Record(Type.String({ pattern: '^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8})*$' }), line('In that language'), {
      additionalProperties: false,
      ...expecting('language tags such as zh-Hans as keys', description),
    }),
  );

export const day = Type.Optional(
  hoursOfDay('How much working time a day is, so that durations may be written in days; without it they may not.'),
);

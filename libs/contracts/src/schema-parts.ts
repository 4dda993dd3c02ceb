import { FormatRegistry, Type } from '@sinclair/typebox';
import { isDate, parseInstant } from './instant.ts';

FormatRegistry.Set('date-time', (text) => parseInstant(text) !== undefined);
FormatRegistry.Set('date', isDate);

/** The pieces that the schemas of the wire are made of. */
export const instant = Type.String({ format: 'date-time' });
export const date = Type.String({ format: 'date' });
/** Ids of parties, legs, routes, handlings and cases. */
export const id = Type.String({ minLength: 1, maxLength: 128 });
export const line = Type.String({ minLength: 1, maxLength: 1000 });
export const text = Type.String({ maxLength: 20_000 });
export const items = Type.Array(line, { maxItems: 1000 });
export const amount = Type.Number();
/** Milliseconds. */
export const duration = Type.Number({ minimum: 0 });
export const flag = Type.Boolean();
export const whole = Type.Integer({ minimum: 0 });
export const oneOf = <const Name extends string>(...names: readonly Name[]) =>
  Type.Union(names.map((name) => Type.Literal(name)));
export const impact = oneOf('low', 'normal', 'high', 'critical');

import { FormatRegistry, Type } from '@sinclair/typebox';
import { stallKinds } from './stall-kinds.ts';
import { isDate, parseInstant } from './instant.ts';

FormatRegistry.Set('date-time', (text) => parseInstant(text) !== undefined);
FormatRegistry.Set('date', isDate);
const unprintable = /[\p{Cc}\p{Cs}]/u;
const layout = /[\t\n\r]/g;

/**
 * Whether the text holds no control characters but tabs and line breaks, and no halves of surrogate pairs: those do
 * not survive every store and terminal.
 */
export const isPrintable = (text: string): boolean =>
  !unprintable.test(text) || !unprintable.test(text.replace(layout, ''));
FormatRegistry.Set('printable', isPrintable);

/** The pieces that the schemas of the wire are made of. */
export const instant = Type.String({ format: 'date-time' });
export const date = Type.String({ format: 'date' });
/** Ids of parties, legs, routes, handlings and cases. */
export const id = Type.String({ minLength: 1, maxLength: 128, format: 'printable' });
export const line = Type.String({ minLength: 1, maxLength: 1000, format: 'printable' });
export const text = Type.String({ maxLength: 20_000 });
export const items = Type.Array(line, { maxItems: 1000 });
export const amount = Type.Number();
/** Milliseconds, at most a hundred years. */
export const duration = Type.Number({ minimum: 0, maximum: 36_525 * 86_400_000 });
export const flag = Type.Boolean();
export const whole = Type.Integer({ minimum: 0 });
export const oneOf = <const Name extends string>(...names: readonly Name[]) =>
  Type.Union(names.map((name) => Type.Literal(name)));
export const impact = oneOf('low', 'normal', 'high', 'critical');
export const stallKind = oneOf(...stallKinds);

import { Type, type TObject } from '@sinclair/typebox';
import { TypeCompiler, type TypeCheck } from '@sinclair/typebox/compiler';
import { domainSchemas } from './domain-schemas.ts';
import { factSchemas } from './fact-schemas.ts';
import { id, instant } from './schema-parts.ts';

const named = Type.String({ minLength: 1, format: 'printable' });
/** Of what names an event: `GET /v1/events/{source}/{id}` has to reach it. */
const maxNameLength = 256;
const eventName = Type.String({ minLength: 1, maxLength: maxNameLength, format: 'printable' });
/** The characters of a URI reference (RFC 3986); no space, so `source` + space + `id` names one event. */
const uriPattern = "^(?:[\\w.~:/?#[\\]@!$&'()*+,;=-]|%[0-9A-Fa-f]{2})+$";

/** CloudEvents 1.0.2 in structured JSON, with the attributes that Baton reads. */
export const envelopeSchema = Type.Object({
  specversion: Type.Literal('1.0'),
  id: eventName,
  source: Type.String({ minLength: 1, maxLength: maxNameLength, pattern: uriPattern }),
  type: eventName,
  time: Type.Optional(instant),
  subject: Type.Optional(named),
  partitionkey: Type.Optional(named),
  datacontenttype: Type.Optional(named),
  dataschema: Type.Optional(Type.String({ minLength: 1, pattern: uriPattern })),
  data_base64: Type.Optional(Type.String()),
  actor: Type.Optional(id),
  onbehalfof: Type.Optional(id),
  causationid: Type.Optional(named),
  correlationid: Type.Optional(named),
  traceparent: Type.Optional(named),
});

/** JSON Schema of `data`, by the type of the event: the facts and the services' own events. */
export const dataSchemas: Readonly<Record<string, TObject>> = { ...factSchemas, ...domainSchemas };

export const knownEventTypes: readonly string[] = Object.keys(dataSchemas);

/** Whether events of this type carry a case id. */
export const belongsToCase = (type: string): boolean =>
  Object.hasOwn(dataSchemas, type) && !type.startsWith('baton.people.') && !type.startsWith('baton.rules.');

export const envelopeCheck = TypeCompiler.Compile(envelopeSchema);

const compiled = new Map<string, TypeCheck<TObject>>();

/** The compiled check of a known type's `data`; undefined for any other type. Compiled when first asked for. */
export const dataCheckOf = (type: string): TypeCheck<TObject> | undefined => {
  const ready = compiled.get(type);
  if (ready !== undefined || !Object.hasOwn(dataSchemas, type)) return ready;
  const check = TypeCompiler.Compile(dataSchemas[type]!);
  compiled.set(type, check);
  return check;
};

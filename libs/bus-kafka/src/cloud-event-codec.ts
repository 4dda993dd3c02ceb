import { isUtf8 } from 'node:buffer';
import { caseIdOf, type CloudEvent } from '@baton/contracts';

type HeaderValue = Buffer | string | (Buffer | string)[] | undefined;

export interface EncodedEvent {
  readonly key: string | null;
  readonly value: string | Buffer | null;
  readonly headers: Record<string, string>;
}

export interface RawMessage {
  readonly value: Buffer | null;
  readonly headers?: Readonly<Record<string, HeaderValue>> | undefined;
}

export type Decoded = { readonly event: CloudEvent } | { readonly poison: string };

const usualType = 'application/json';
const structuredType = 'application/cloudevents+json';
const attributeName = /^[a-z0-9]+$/;
const jsonType = /^application\/(?:[\w.+-]+\+)?json(?:\s*;|$)/i;
const textType = /^text\//i;

/**
 * A CloudEvent as CloudEvents' Kafka protocol binding 1.0.2 says, in binary mode: attributes are headers, data is the
 * value. An attribute that is no text would come back as one, so such an event travels in structured mode.
 */
export const encodeEvent = (event: CloudEvent): EncodedEvent => {
  const key = caseIdOf(event) ?? null;
  const { data, datacontenttype } = event;
  const headers: Record<string, string> = {};
  for (const name in event) {
    const value = event[name];
    if (name === 'data' || name === 'datacontenttype' || value === undefined) continue;
    if (name === 'data_base64' || typeof value !== 'string')
      return { key, value: JSON.stringify(event), headers: { 'content-type': `${structuredType}; charset=UTF-8` } };
    headers[`ce_${name}`] = value;
  }
  if (datacontenttype !== undefined) headers['content-type'] = datacontenttype;
  return { key, value: valueOf(data, datacontenttype), headers };
};

const valueOf = (data: unknown, type: string | undefined): string | null => {
  if (data === undefined) return null;
  return typeof data === 'string' && !isJson(type) ? data : JSON.stringify(data);
};

const isJson = (type: string | undefined): boolean => type === undefined || type === usualType || jsonType.test(type);

/** Either mode; `poison` says why a message is no CloudEvent. */
export const decodeMessage = ({ value, headers = {} }: RawMessage): Decoded => {
  const type = textOf(headers['content-type']);
  try {
    const event = isStructured(type)
      ? (JSON.parse(textIn(value ?? Buffer.alloc(0))) as unknown)
      : Object.assign(attributesIn(headers), type === undefined ? {} : { datacontenttype: type }, dataIn(value, type));
    const wrong = defectOf(event);
    return wrong === undefined ? { event: event as CloudEvent } : { poison: wrong };
  } catch (error) {
    return { poison: error instanceof Error ? error.message : String(error) };
  }
};

/** Bytes that are no UTF-8 are refused, not replaced. */
const textIn = (bytes: Buffer): string => {
  if (!isUtf8(bytes)) throw new TypeError('the bytes are not valid UTF-8');
  return bytes.toString();
};

const isStructured = (type: string | undefined): boolean =>
  type !== undefined && type !== usualType && type.toLowerCase().startsWith(structuredType);

const textOf = (header: HeaderValue): string | undefined => {
  const first = Array.isArray(header) ? header[0] : header;
  return typeof first === 'string' ? first : first === undefined ? undefined : textIn(first);
};

const attributesIn = (headers: Readonly<Record<string, HeaderValue>>): Readonly<Record<string, string>> => {
  const attributes: Record<string, string> = {};
  for (const name in headers) {
    const text = name.startsWith('ce_') ? textOf(headers[name]) : undefined;
    if (text !== undefined) attributes[name.slice('ce_'.length)] = text;
  }
  return attributes;
};

const dataIn = (value: Buffer | null, type: string | undefined): { readonly [field: string]: unknown } => {
  if (value === null) return {};
  if (isJson(type)) return { data: JSON.parse(textIn(value)) as unknown };
  return textType.test(type ?? '') ? { data: textIn(value) } : { data_base64: value.toString('base64') };
};

const required = ['id', 'source', 'type'] as const;

const defectOf = (event: unknown): string | undefined => {
  if (typeof event !== 'object' || event === null || Array.isArray(event)) return 'it is no object';
  const fields = event as Readonly<Record<string, unknown>>;
  if (fields['specversion'] !== '1.0') return `specversion is ${JSON.stringify(fields['specversion']) ?? 'missing'}`;
  for (const name of required)
    if (typeof fields[name] !== 'string' || fields[name] === '') return `${name} is missing or no text`;
  for (const name in fields)
    if (name !== 'data_base64' && !attributeName.test(name)) return `"${name}" is no attribute name`;
  return undefined;
};

import { caseIdOf, maxCaseIdCharacters } from './case-id.ts';
import type { CloudEvent } from './envelope.ts';
import { belongsToCase, dataCheckOf, envelopeCheck, knownEventTypes } from './event-schemas.ts';
import { mismatch, mismatchesOf, mostReported, type Mismatch } from './mismatch.ts';
import { nearestNames } from './nearest-names.ts';
import { ruleMismatches } from './reference-rules.ts';

export type CheckedEvent =
  { readonly ok: true; readonly event: CloudEvent } | { readonly ok: false; readonly errors: readonly Mismatch[] };

const ownPrefix = 'baton.';
const attributeName = /^[a-z0-9]+$/;
const largestInteger = 2 ** 31 - 1;
const attributeRule = 'an attribute name of lower-case letters and digits';

/** Data and what CloudEvents calls attributes lie side by side; attributes are texts, whole numbers or booleans. */
const isAttributeValue = (value: unknown): boolean =>
  value === undefined ||
  typeof value === 'string' ||
  typeof value === 'boolean' ||
  (Number.isInteger(value) && Math.abs(value as number) <= largestInteger);

const pointerTo = (name: string): string => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

const attributeErrors = (event: object): readonly Mismatch[] =>
  Object.entries(event).flatMap(([name, value]) => {
    if (name === 'data' || name === 'data_base64') return [];
    if (!attributeName.test(name)) return [mismatch(pointerTo(name), attributeRule, name)];
    return isAttributeValue(value) ? [] : [mismatch(pointerTo(name), 'a text, a whole number or a boolean', value)];
  });

const attributesFit = (event: Readonly<Record<string, unknown>>): boolean => {
  for (const name in event) {
    if (name === 'data' || name === 'data_base64') continue;
    if (!attributeName.test(name) || !isAttributeValue(event[name])) return false;
  }
  return true;
};

/** CloudEvents says that an attribute of `null` is one that is not set. */
const withoutNulls = (value: object): object => {
  if (!Object.entries(value).some(([name, field]) => field === null && name !== 'data')) return value;
  return Object.fromEntries(Object.entries(value).filter(([name, field]) => field !== null || name === 'data'));
};

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const dataErrors = (event: CloudEvent): readonly Mismatch[] => {
  const check = dataCheckOf(event.type);
  if (check === undefined) {
    if (!event.type.startsWith(ownPrefix)) return [];
    const near = nearestNames(event.type, knownEventTypes, 3);
    return [mismatch('/type', `a type of Baton, perhaps ${near.join(' or ')}`, event.type)];
  }
  if (event['data_base64'] !== undefined)
    return [mismatch('/data_base64', 'JSON in data instead', event['data_base64'])];
  const data = event.data ?? {};
  if (!check.Check(data)) return mismatchesOf(check, data, '/data');
  return ruleMismatches(event.type, data, '/data').slice(0, mostReported);
};

const caseErrors = (event: CloudEvent): readonly Mismatch[] => {
  if (!belongsToCase(event.type) || caseIdOf(event) !== undefined) return [];
  const named = event.partitionkey === undefined && event.subject !== undefined ? 'subject' : 'partitionkey';
  return [mismatch(`/${named}`, `the id of the case, 1 to ${maxCaseIdCharacters} characters`, event[named])];
};

/**
 * Whether a parsed JSON value is a CloudEvent that Baton takes. Nothing is filled in: an event without `id` or with a
 * time that is none is refused. Types that do not start with `baton.` may carry any data.
 */
export const checkEvent = (value: unknown): CheckedEvent => {
  if (!isObject(value)) return { ok: false, errors: [mismatch('', 'a CloudEvent as a JSON object', value)] };
  const event = withoutNulls(value);
  if (!envelopeCheck.Check(event)) {
    const inEnvelope = mismatchesOf(envelopeCheck, event, '');
    const named = new Set(inEnvelope.map(({ pointer }) => pointer));
    return {
      ok: false,
      errors: [...inEnvelope, ...attributeErrors(event).filter(({ pointer }) => !named.has(pointer))],
    };
  }
  const attributes = attributesFit(event as unknown as Record<string, unknown>) ? [] : attributeErrors(event);
  const errors = [...attributes, ...bothData(event), ...caseErrors(event), ...dataErrors(event)];
  return errors.length === 0 ? { ok: true, event } : { ok: false, errors };
};

const bothData = (event: CloudEvent): readonly Mismatch[] =>
  event['data_base64'] !== undefined && event.data !== undefined
    ? [mismatch('/data_base64', 'either data or data_base64', event['data_base64'])]
    : [];

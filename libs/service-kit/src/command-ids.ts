import { createHash } from 'node:crypto';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/** UUID-shaped SHA-256 of the parts, version 8 (RFC 9562: custom), so that the same parts give the same id. */
export const uuidOf = (...parts: readonly string[]): string => {
  const hex = sha256(JSON.stringify(parts));
  const variant = ((Number.parseInt(hex[16]!, 16) & 3) | 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
};

/** The id of a stream that a command opens: a retried command opens the same one. */
export const idFromKey = (key: string): string => uuidOf('idempotency-key', key);

/** SHA-256 of the value as JSON; the order of an object's fields does not matter. */
export const hashOf = (value: unknown): string => sha256(JSON.stringify(sorted(value)) ?? 'undefined');

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== 'object') return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([name, field]) => [name, sorted(field)]));
};

import type { CloudEvent } from './envelope.ts';

export const maxCaseIdCharacters = 128;

/** Case id = `partitionkey`, else `subject`. Undefined when the event belongs to no case or the id is too long. */
export const caseIdOf = (event: CloudEvent): string | undefined => {
  const id = event.partitionkey ?? event.subject;
  return id !== undefined && id.length > 0 && id.length <= maxCaseIdCharacters ? id : undefined;
};

/** The shard of a case: Kafka's default partitioner (murmur2 over UTF-8, sign bit cleared), in every mode. */
export const shardOf = (caseId: string, shards: number): number => (murmur2(caseId) & 0x7fffffff) % shards;

/** Kafka's murmur2 with its seed, as a signed 32-bit integer. Source: org.apache.kafka.common.utils.Utils.murmur2. */
export const murmur2 = (text: string): number => {
  const bytes = utf8(text);
  const length = bytes.length;
  const multiplier = 0x5bd1e995;
  let hash = 0x9747b28c ^ length;
  const words = length >> 2;
  for (let word = 0; word < words; word++) {
    const at = word * 4;
    let k = bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
    k = Math.imul(k, multiplier);
    k ^= k >>> 24;
    k = Math.imul(k, multiplier);
    hash = Math.imul(hash, multiplier) ^ k;
  }
  const tail = words * 4;
  const rest = length - tail;
  if (rest === 3) hash ^= bytes[tail + 2]! << 16;
  if (rest >= 2) hash ^= bytes[tail + 1]! << 8;
  if (rest >= 1) hash = Math.imul(hash ^ bytes[tail]!, multiplier);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, multiplier);
  return hash ^ (hash >>> 15);
};

/** UTF-8 without TextEncoder (a platform object); a lone surrogate becomes U+FFFD as there. */
const utf8 = (text: string): number[] => {
  const bytes: number[] = [];
  for (const character of text) {
    let code = character.codePointAt(0)!;
    if (code >= 0xd800 && code <= 0xdfff) code = 0xfffd;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 63));
    else if (code < 0x10000) bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
    else bytes.push(0xf0 | (code >> 18), 0x80 | ((code >> 12) & 63), 0x80 | ((code >> 6) & 63), 0x80 | (code & 63));
  }
  return bytes;
};

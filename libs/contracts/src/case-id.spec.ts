import { describe, expect, it } from '@jest/globals';
import { caseIdOf, murmur2, shardOf } from './case-id.ts';

const event = { specversion: '1.0', id: '1', source: '/s', type: 'x' } as const;

describe('the hash of a case id', () => {
  it.each([
    ['21', -973932308],
    ['foobar', -790332482],
    ['a-little-bit-long-string', -985981536],
    ['a-little-bit-longer-string', -1486304829],
    ['lkjh234lh9fiuh90y23oiuhsafujhadof229phr9h19h89h8', -58897971],
    ['abc', 479470107],
  ])('of %j is what Kafka computes', (text, hash) => {
    expect(murmur2(text)).toBe(hash);
  });

  it('is over UTF-8, also of characters beyond the first plane and of lone surrogates', () => {
    const bytesOf = (text: string): string => String.fromCharCode(...new TextEncoder().encode(text));
    for (const text of ['手术室-7', 'für', '🩺🩺', 'ก']) {
      expect(murmur2(text)).toBe(murmur2OfBytes(bytesOf(text)));
    }
    expect(murmur2('\ud800x')).toBe(murmur2('\ufffdx'));
    expect(murmur2('手术室-7')).not.toBe(murmur2('手术室-8'));
  });

  it('names a shard without its sign bit', () => {
    expect(shardOf('foobar', 3)).toBe((-790332482 & 0x7fffffff) % 3);
    expect(new Set(Array.from({ length: 100 }, (_, index) => shardOf(`case-${index}`, 3)))).toEqual(new Set([0, 1, 2]));
  });
});

/** Kafka's loop as published, over bytes given as characters, with 64-bit products. */
const murmur2OfBytes = (bytes: string): number => {
  const at = (index: number): bigint => BigInt(bytes.charCodeAt(index));
  const times = (value: bigint): bigint => BigInt.asUintN(32, value * 0x5bd1e995n);
  let hash = 0x9747b28cn ^ BigInt(bytes.length);
  let index = 0;
  for (; index + 4 <= bytes.length; index += 4) {
    let word = times(at(index) | (at(index + 1) << 8n) | (at(index + 2) << 16n) | (at(index + 3) << 24n));
    word = times(word ^ (word >> 24n));
    hash = times(hash) ^ word;
  }
  const rest = bytes.length - index;
  for (let offset = rest - 1; offset >= 0; offset--) hash ^= at(index + offset) << BigInt(8 * offset);
  if (rest > 0) hash = times(hash);
  hash = times(hash ^ (hash >> 13n));
  return Number(BigInt.asIntN(32, hash ^ (hash >> 15n)));
};

describe('the case of an event', () => {
  it('is the partition key, else the subject', () => {
    expect(caseIdOf({ ...event, partitionkey: 'a', subject: 'b' })).toBe('a');
    expect(caseIdOf({ ...event, subject: 'b' })).toBe('b');
  });

  it('is none without an id, with an empty and with a too long one', () => {
    expect(caseIdOf(event)).toBeUndefined();
    expect(caseIdOf({ ...event, partitionkey: '' })).toBeUndefined();
    expect(caseIdOf({ ...event, partitionkey: 'x'.repeat(128) })).toHaveLength(128);
    expect(caseIdOf({ ...event, partitionkey: 'x'.repeat(129) })).toBeUndefined();
  });
});

import { createRequire } from 'node:module';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { groupByPartition } from './kafkajs-records.ts';
import { type BatchContext, decodeRecord } from './record-decoding.ts';
import { type RecordParts, encodeRecord } from './record-encoding.ts';

type Original<I extends readonly unknown[], O> = (...input: I) => O;
const require = createRequire(import.meta.url);
const source = (path: string): unknown => require(`kafkajs/src/${path}.js`);
const originalEncode = source('protocol/recordBatch/record/v0/index') as Original<[RecordParts], { buffer: Buffer }>;
const originalDecode = source('protocol/recordBatch/record/v0/decoder') as Original<[object, BatchContext], object>;
const originalGroup = source('producer/groupMessagesPerPartition') as typeof groupByPartition;
const Decoder = source('protocol/decoder') as new (buffer: Buffer) => {
  readVarIntBytes(): Buffer;
  offset: number;
  buffer: Buffer;
};

const text = fc.oneof(fc.string({ maxLength: 200 }), fc.string({ unit: 'grapheme', maxLength: 40 }));
const bytes = fc.uint8Array({ maxLength: 300 }).map((some) => Buffer.from(some));
const content = fc.oneof(text, bytes, fc.constant(null));
const name = fc.oneof(text, fc.constantFrom('constructor', 'toString', 'ce_id', 'content-type'));
const header = fc.oneof(text, bytes, fc.array(fc.oneof(text, bytes), { minLength: 1, maxLength: 3 }));
const record = fc.record({
  offsetDelta: fc.nat(1_000_000),
  timestampDelta: fc.oneof(fc.nat(100), fc.integer({ min: -(2 ** 40), max: 2 ** 40 })),
  key: content,
  value: content,
  headers: fc.dictionary(name, header, { maxKeys: 9 }),
});

const context: BatchContext = {
  ...{ firstOffset: '4611686018', firstTimestamp: '1790000000000', maxTimestamp: '1790000000999' },
  ...{ timestampType: 0, magicByte: 2, isControlBatch: false },
};

const decoderOf = (encoded: Buffer) => new Decoder(new Decoder(encoded).readVarIntBytes());

/** Headers as bytes, whatever they came as. */
const inBytes = (decoded: object): object => {
  const { headers, ...rest } = decoded as { readonly headers: Record<string, unknown> };
  const whole = (value: unknown): unknown =>
    Array.isArray(value) ? value.map(whole) : value === null ? null : Buffer.from(value as Buffer);
  return { ...rest, headers: Object.entries(headers).map(([key, value]) => [key, whole(value)]) };
};

describe('a record of a batch', () => {
  it('has the bytes that kafkajs gives it', () => {
    fc.assert(
      fc.property(record, (one) => {
        expect(encodeRecord(one).buffer.equals(originalEncode(one).buffer)).toBe(true);
      }),
      { numRuns: 300 },
    );
  });

  it.each([0, 1])('is read as kafkajs reads it, with timestamps of type %i', (timestampType) => {
    fc.assert(
      fc.property(record, (one) => {
        const encoded = originalEncode(one).buffer;
        const batch = { ...context, timestampType };
        const expected = inBytes(originalDecode(decoderOf(encoded), batch));
        expect(inBytes(decodeRecord(decoderOf(encoded), batch))).toEqual(expected);
      }),
      { numRuns: 300 },
    );
  });
});

it('messages are put together by partition as kafkajs does it', () => {
  const messages = ['a', 'b', 'c', 'd'].map((value, at) => ({ value, partition: at % 3 }));
  const partitioner = ({ message }: { message: { partition?: number } }): number => message.partition!;
  for (const partitionMetadata of [[{}], []]) {
    const grouping = { topic: 't', partitionMetadata, messages, partitioner };
    expect(groupByPartition(grouping)).toEqual(originalGroup(grouping));
  }
});

import { createRequire } from 'node:module';
import type { Message } from 'kafkajs';
import { decodeRecord } from './record-decoding.ts';
import { encodeRecord } from './record-encoding.ts';

interface Grouping {
  readonly topic: string;
  readonly partitionMetadata: readonly unknown[];
  readonly messages: readonly Message[];
  partitioner(what: { topic: string; partitionMetadata: readonly unknown[]; message: Message }): number;
}

/** kafkajs 2.2.4 copies all messages so far of a partition for each message of it. */
export const groupByPartition = (grouping: Grouping): Record<string, Message[]> => {
  const { topic, partitionMetadata, messages, partitioner } = grouping;
  const groups: Record<string, Message[]> = {};
  if (partitionMetadata.length === 0) return groups;
  for (const message of messages) (groups[partitioner({ topic, partitionMetadata, message })] ??= []).push(message);
  return groups;
};

interface Encoder {
  buf: Buffer;
  offset: number;
}

interface EncoderClass {
  nextPowerOfTwo(value: number): number;
  readonly prototype: {
    ensureAvailable(this: Encoder, length: number): void;
  };
}

const require = createRequire(import.meta.url);

/** To be done before kafkajs is loaded: its modules keep what they were given then. */
const replace = (path: string, by: unknown): void => {
  require(path);
  const module = require.cache[require.resolve(path)];
  // A test's own registry of modules has none to be changed: there kafkajs is as published.
  if (module !== undefined) module.exports = by;
};

replace('kafkajs/src/protocol/recordBatch/record/v0/index.js', encodeRecord);
replace('kafkajs/src/protocol/recordBatch/record/v0/decoder.js', decodeRecord);
replace('kafkajs/src/producer/groupMessagesPerPartition.js', groupByPartition);

const encoders = require('kafkajs/src/protocol/encoder.js') as EncoderClass;

/** kafkajs 2.2.4 fills with zeros what it is about to write; a request of a mebibyte is copied through six such buffers. */
encoders.prototype.ensureAvailable = function ensureAvailable(length) {
  const needed = this.offset + length;
  if (needed <= this.buf.length) return;
  const larger = Buffer.allocUnsafe(encoders.nextPowerOfTwo(needed));
  this.buf.copy(larger, 0, 0, this.offset);
  this.buf = larger;
};

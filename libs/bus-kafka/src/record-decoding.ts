import type { KafkaMessage } from 'kafkajs';

/** Of kafkajs, set on the bytes of one record. */
export interface RecordBytes {
  readonly buffer: Buffer;
  readonly offset: number;
}

/** What kafkajs knows of the batch that a record is in. */
export interface BatchContext {
  readonly firstOffset: string;
  readonly firstTimestamp: string;
  readonly maxTimestamp: string;
  readonly timestampType: number;
  readonly magicByte: number;
  readonly isControlBatch?: boolean;
}

export type DecodedRecord = KafkaMessage & { readonly isControlRecord: boolean; readonly batchContext: BatchContext };

type Header = Buffer | string;

const logAppendTime = 1;

/** Of the headers of the record before, by their place in it. */
const names: { readonly name: string; readonly bytes: Buffer }[] = [];
const maxNames = 32;

/** Reads one record, front to back. */
class Reader {
  readonly #bytes: Buffer;
  #at: number;

  constructor({ buffer, offset }: RecordBytes) {
    this.#bytes = buffer;
    this.#at = offset;
  }

  byte(): number {
    return this.#bytes[this.#at++]!;
  }

  /** Without 32-bit arithmetic: deltas of timestamps may be larger. */
  varint(): number {
    let scale = 1;
    let zigzag = 0;
    for (;;) {
      const byte = this.byte();
      zigzag += (byte & 0x7f) * scale;
      if (!(byte >= 0x80)) break;
      scale *= 0x80;
    }
    return zigzag % 2 === 0 ? zigzag / 2 : -(zigzag + 1) / 2;
  }

  bytes(): Buffer | null {
    const length = this.varint();
    if (length < 0) return null;
    this.#at += length;
    return this.#bytes.subarray(this.#at - length, this.#at);
  }

  /** Records that follow each other mostly have the same names in the same order: comparing costs less than a new text. */
  name(index: number): string {
    const length = this.varint();
    const from = this.#at;
    this.#at += length;
    const known = names[index];
    if (known !== undefined && this.#says(known.bytes, from)) return known.name;
    const bytes = Buffer.from(this.#bytes.subarray(from, this.#at));
    const name = bytes.toString();
    if (index < maxNames) names[index] = { name, bytes };
    return name;
  }

  #says(bytes: Buffer, from: number): boolean {
    if (bytes.length !== this.#at - from) return false;
    for (let at = 0; at < bytes.length; at += 1) if (bytes[at] !== this.#bytes[from + at]) return false;
    return true;
  }

  /** A text where it cannot be any other bytes: taking a slice of a buffer costs more than the text. */
  header(): Header | null {
    const length = this.varint();
    if (length < 0) return null;
    const from = this.#at;
    this.#at += length;
    for (let at = from; at < this.#at; at += 1)
      if (this.#bytes[at]! >= 0x80) return this.#bytes.subarray(from, this.#at);
    return this.#bytes.toString('latin1', from, this.#at);
  }
}

/** Names are anybody's: `constructor` is one like any other. */
const headersIn = (reader: Reader): Record<string, Header | Header[]> => {
  const headers = { __proto__: null } as unknown as Record<string, Header | Header[]>;
  const count = reader.varint();
  for (let index = 0; index < count; index += 1) {
    const name = reader.name(index);
    const value = reader.header() as Header;
    const before = headers[name];
    if (before === undefined) headers[name] = value;
    else headers[name] = Array.isArray(before) ? [...before, value] : [before, value];
  }
  return headers;
};

/**
 * One record of Kafka's record format v2. kafkajs 2.2.4 copies all headers so far for each header, and counts offsets
 * and instants with big integers. Here offsets are numbers: 2^53 of them would need ten thousand years.
 */
export const decodeRecord = (bytes: RecordBytes, batchContext: BatchContext): DecodedRecord => {
  const { firstOffset, firstTimestamp, maxTimestamp, timestampType, isControlBatch = false } = batchContext;
  const reader = new Reader(bytes);
  const attributes = reader.byte();
  const timestampDelta = reader.varint();
  const isAppendTime = timestampType === logAppendTime && maxTimestamp !== '';
  const timestamp = isAppendTime ? maxTimestamp : String(Number(firstTimestamp) + timestampDelta);
  const offset = String(Number(firstOffset) + reader.varint());
  const [key, value] = [reader.bytes(), reader.bytes()];
  const headers = headersIn(reader);
  const fields = { magicByte: batchContext.magicByte, attributes, timestamp, offset, key, value, headers };
  return { ...fields, isControlRecord: isControlBatch, batchContext };
};

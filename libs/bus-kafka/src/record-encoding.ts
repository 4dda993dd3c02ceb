/** What kafkajs is given for one record of a batch. */
export interface RecordParts {
  readonly offsetDelta?: number;
  readonly timestampDelta?: number;
  readonly key?: Buffer | string | null;
  readonly value: Buffer | string | null;
  readonly headers?: Readonly<Record<string, Buffer | string | readonly (Buffer | string)[]>>;
}

/** As kafkajs expects it of its own encoder. */
export interface EncodedRecord {
  readonly buf: Buffer;
  readonly buffer: Buffer;
}

type Bytes = Buffer | string;

const attributesByte = 1;
const missing = -1;

/** Zigzag without 32-bit arithmetic: deltas of timestamps may be larger. */
const zigzag = (value: number): number => (value >= 0 ? value * 2 : -value * 2 - 1);

const varintSize = (value: number): number => {
  let size = 1;
  for (let rest = zigzag(value); rest >= 0x80; rest = Math.floor(rest / 0x80)) size += 1;
  return size;
};

const lengthOf = (bytes: Bytes): number => (typeof bytes === 'string' ? Buffer.byteLength(bytes) : bytes.length);

const sizeOf = (bytes: Bytes | null | undefined): number =>
  bytes === null || bytes === undefined ? missing : lengthOf(bytes);

/** Length and bytes of each part in turn, `null` for one that is missing; then how large the record is. */
const headerParts = ({ headers = {} }: RecordParts): Bytes[] => {
  const parts: Bytes[] = [];
  for (const name in headers) {
    const value = headers[name]!;
    if (typeof value === 'string' || Buffer.isBuffer(value)) parts.push(name, value);
    else for (const one of value as readonly Bytes[]) parts.push(name, one);
  }
  return parts;
};

class Writer {
  readonly buf: Buffer;
  #at = 0;

  constructor(size: number) {
    this.buf = Buffer.allocUnsafe(size);
  }

  byte(value: number): void {
    this.buf[this.#at++] = value;
  }

  varint(value: number): void {
    let rest = zigzag(value);
    for (; rest >= 0x80; rest = Math.floor(rest / 0x80)) this.buf[this.#at++] = (rest % 0x80) + 0x80;
    this.buf[this.#at++] = rest;
  }

  bytes(bytes: Bytes | null | undefined, length: number): void {
    this.varint(length);
    if (length <= 0) return;
    if (typeof bytes === 'string') this.buf.write(bytes, this.#at, length);
    else this.buf.set(bytes as Buffer, this.#at);
    this.#at += length;
  }
}

/**
 * One record as Kafka's record format v2 has it, in one buffer of its size. kafkajs 2.2.4 makes an encoder of half a
 * kilobyte for the record and for each of its headers: with the eight headers of a CloudEvent that costs more than
 * everything else that happens to an event.
 */
export const encodeRecord = (record: RecordParts): EncodedRecord => {
  const { offsetDelta = 0, timestampDelta = 0, key, value } = record;
  const parts = headerParts(record);
  const sizes = parts.map(lengthOf);
  const [keySize, valueSize] = [sizeOf(key), sizeOf(value)];
  let body = attributesByte + varintSize(timestampDelta) + varintSize(offsetDelta) + varintSize(parts.length / 2);
  for (const size of [keySize, valueSize, ...sizes]) body += varintSize(size) + Math.max(size, 0);
  const writer = new Writer(varintSize(body) + body);
  writer.varint(body);
  writer.byte(0);
  writer.varint(timestampDelta);
  writer.varint(offsetDelta);
  writer.bytes(key, keySize);
  writer.bytes(value, valueSize);
  writer.varint(parts.length / 2);
  for (let index = 0; index < parts.length; index += 1) writer.bytes(parts[index], sizes[index]!);
  return { buf: writer.buf, buffer: writer.buf };
};

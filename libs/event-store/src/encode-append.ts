import { EventStoreFault, type ExpectedRevision, type NewEvent } from './event-store.ts';

export interface EncodedEvent {
  readonly id: string;
  readonly type: string;
  /** JSON text. */
  readonly data: string;
  /** JSON text. */
  readonly metadata: string;
}

export const defaultMaxAppendBytes = 1_048_576;
const maxStreamNameLength = 512;

const invalid = (message: string): EventStoreFault => new EventStoreFault('invalid-argument', message, false);

const jsonText = (value: unknown): string => {
  try {
    return JSON.stringify(value) ?? 'null';
  } catch (error) {
    throw invalid('The event is not JSON.').causedBy(error);
  }
};

export const checkStreamName = (stream: string): void => {
  if (stream === '' || stream.length > maxStreamNameLength || stream.includes('\0') || !stream.isWellFormed())
    throw invalid(`A stream's name has 1 to ${maxStreamNameLength} well-formed characters.`);
};

/** The text that will be stored, taken at the moment of the call; `too-large` counts its UTF-8 bytes. */
export const encodeAppend = (
  stream: string,
  append: { readonly expected: ExpectedRevision; readonly events: readonly NewEvent[] },
  maxAppendBytes: number,
): readonly EncodedEvent[] => {
  const { expected, events } = append;
  checkStreamName(stream);
  if (!Number.isSafeInteger(expected) || expected < -1) throw invalid(`${expected} is not a revision; -1 means none.`);
  if (events.length === 0) throw invalid('An append has at least one event.');
  let length = 0;
  const encoded = events.map(({ id, type, data, metadata }) => {
    const event = { id, type, data: jsonText(data), metadata: metadata === undefined ? 'null' : jsonText(metadata) };
    length += event.data.length + event.metadata.length;
    return event;
  });
  // A UTF-16 unit has at most three bytes in UTF-8, so most appends need no exact count.
  if (length * 3 > maxAppendBytes) checkSize(encoded, maxAppendBytes);
  return encoded;
};

const checkSize = (events: readonly EncodedEvent[], maxAppendBytes: number): void => {
  const size = events.reduce(
    (sum, { data, metadata }) => sum + Buffer.byteLength(data) + Buffer.byteLength(metadata),
    0,
  );
  if (size > maxAppendBytes)
    throw new EventStoreFault('too-large', `The append has ${size} bytes, more than ${maxAppendBytes}.`, false);
};

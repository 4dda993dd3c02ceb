import shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import { type EncodedEvent, EventStoreFault } from '@baton/event-store';
import type { LogPosition } from './position.ts';
import { identifierOf } from './read-requests.ts';

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/** An event as the server gets it. */
interface Message {
  readonly id: string;
  readonly type: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

const toMessage = ({ id, type, data, metadata }: EncodedEvent): Message => {
  if (!uuid.test(id)) throw new EventStoreFault('invalid-argument', `"${id}" is no UUID in lower case.`, false);
  const encoder = new TextEncoder();
  return { id, type, data: encoder.encode(data), metadata: encoder.encode(metadata === 'null' ? '' : metadata) };
};

/** As the server counts it: data, metadata, and the type in UTF-16. */
const sizeOf = ({ type, data, metadata }: Message): number => data.length + metadata.length + 2 * type.length;

const proposed = ({ id, type, data, metadata }: Message): streams.AppendReq => {
  const message = new streams.AppendReq.ProposedMessage().setId(new shared.UUID().setString(id));
  message.getMetadataMap().set('type', type).set('content-type', 'application/json');
  message.setData(data);
  message.setCustomMetadata(metadata);
  return new streams.AppendReq().setProposedMessage(message);
};

/** The messages of one call: where, then each event. `limitBytes`: what the server takes in one append. */
export const appendRequest = (
  stream: string,
  append: { readonly expected: number; readonly events: readonly EncodedEvent[] },
  limitBytes: number,
): readonly streams.AppendReq[] => {
  const messages = append.events.map(toMessage);
  const size = messages.reduce((sum, message) => sum + sizeOf(message), 0);
  if (size > limitBytes)
    throw new EventStoreFault('too-large', `The append has ${size} bytes; the server takes ${limitBytes}.`, false);
  const options = new streams.AppendReq.Options().setStreamIdentifier(identifierOf(stream));
  if (append.expected === -1) options.setNoStream(new shared.Empty());
  else options.setRevision(String(append.expected));
  return [new streams.AppendReq().setOptions(options), ...messages.map(proposed)];
};

export type AppendAnswer =
  | { readonly kind: 'appended'; readonly revision: number; readonly position: LogPosition | undefined }
  | { readonly kind: 'conflict'; readonly actual: number };

/** The position is missing when the server found the append repeated and cannot tell where it had stored it. */
export const toAnswer = (response: streams.AppendResp): AppendAnswer => {
  const conflict = response.getWrongExpectedVersion();
  if (conflict !== undefined)
    return { kind: 'conflict', actual: conflict.hasCurrentRevision() ? Number(conflict.getCurrentRevision()) : -1 };
  const success = response.getSuccess();
  if (success === undefined)
    throw new EventStoreFault('unavailable', 'KurrentDB answered an append with neither success nor conflict.', true);
  const place = success.getPosition();
  const position = place && {
    commit: BigInt(place.getCommitPosition()),
    prepare: BigInt(place.getPreparePosition()),
  };
  return { kind: 'appended', revision: Number(success.getCurrentRevision()), position };
};

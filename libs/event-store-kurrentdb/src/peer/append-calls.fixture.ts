import shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import status from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/status_pb.js';
import streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import { type GrpcCall, grpcStatus } from './grpc-server.fixture.ts';
import type { PeerAppend, PeerAppendResult, ProposedEvent } from './peer-log.fixture.ts';

type Appended = Extract<PeerAppendResult, { readonly kind: 'appended' }>;
type Proposed = streams.AppendReq.ProposedMessage | streams.BatchAppendReq.ProposedMessage;

const toProposed = (message: Proposed): ProposedEvent => ({
  id: message.getId()!.getString(),
  type: message.getMetadataMap().get('type')!,
  contentType: message.getMetadataMap().get('content-type')!,
  data: message.getData_asU8(),
  metadata: message.getCustomMetadata_asU8(),
});

const nameOf = (identifier: shared.StreamIdentifier | undefined): string =>
  Buffer.from(identifier!.getStreamName_asU8()).toString('utf8');

/** Answers the result, or undefined when the call gets no answer of its own. */
export type Append = (append: PeerAppend, call: GrpcCall) => PeerAppendResult | undefined;

/** One client-streaming call per append: the options, then each event. */
export const answerAppend = (call: GrpcCall, append: Append): void => {
  let options: streams.AppendReq.Options | undefined;
  const events: ProposedEvent[] = [];
  call.onMessage((bytes) => {
    const request = streams.AppendReq.deserializeBinary(bytes);
    if (request.hasOptions()) options = request.getOptions();
    else events.push(toProposed(request.getProposedMessage()!));
  });
  call.onHalfClose(() => {
    if (options === undefined) return;
    const expected = options.hasRevision() ? Number(options.getRevision()) : -1;
    const stream = nameOf(options.getStreamIdentifier());
    const result = append({ stream, expected, events }, call);
    if (result !== undefined) endAppend(call, stream, result);
  });
};

const endAppend = (call: GrpcCall, stream: string, result: PeerAppendResult): void => {
  if (result.kind === 'stream-deleted')
    return call.end({
      code: grpcStatus.failedPrecondition,
      message: `Event stream '${stream}' is deleted.`,
      trailers: { exception: 'stream-deleted', 'stream-name': stream },
    });
  if (result.kind === 'too-large')
    return call.end({
      code: grpcStatus.invalidArgument,
      message: 'Maximum Append Size Exceeded.',
      trailers: { exception: 'maximum-append-size-exceeded', 'maximum-append-size': '1048576' },
    });
  const response = new streams.AppendResp();
  if (result.kind === 'appended') response.setSuccess(appendSuccess(result));
  else response.setWrongExpectedVersion(wrongVersion(result.current));
  call.send(response.serializeBinary());
  call.end();
};

const appendSuccess = ({ last, withoutPosition }: Appended): streams.AppendResp.Success => {
  const success = new streams.AppendResp.Success().setCurrentRevision(String(last.revision));
  if (withoutPosition === true) return success.setNoPosition(new shared.Empty());
  const position = new streams.AppendResp.Position();
  position.setCommitPosition(String(last.position)).setPreparePosition(String(last.position));
  return success.setPosition(position);
};

const wrongVersion = (current: number): streams.AppendResp.WrongExpectedVersion => {
  const answer = new streams.AppendResp.WrongExpectedVersion().setExpectedRevision('0');
  if (current === -1) return answer.setCurrentNoStream(new shared.Empty());
  return answer.setCurrentRevision(String(current));
};

/** One long duplex call carries many appends; each may come in parts and is answered by its correlation id. */
export const answerBatchAppend = (call: GrpcCall, append: Append): void => {
  const open = new Map<string, { readonly options: streams.BatchAppendReq.Options; events: ProposedEvent[] }>();
  call.onMessage((bytes) => {
    const request = streams.BatchAppendReq.deserializeBinary(bytes);
    const id = request.getCorrelationId()!.getString();
    if (request.hasOptions()) open.set(id, { options: request.getOptions()!, events: [] });
    const pending = open.get(id);
    if (pending === undefined) return;
    pending.events.push(...request.getProposedMessagesList().map(toProposed));
    if (!request.getIsFinal()) return;
    open.delete(id);
    const { options, events } = pending;
    const expected = options.hasStreamPosition() ? Number(options.getStreamPosition()) : -1;
    const stream = nameOf(options.getStreamIdentifier());
    const result = append({ stream, expected, events }, call);
    if (result === undefined || call.closed) return;
    call.send(
      batchAnswer(result)
        .setCorrelationId(request.getCorrelationId())
        .setStreamIdentifier(options.getStreamIdentifier())
        .serializeBinary(),
    );
  });
  call.onHalfClose(() => call.end());
};

const batchAnswer = (result: PeerAppendResult): streams.BatchAppendResp => {
  const response = new streams.BatchAppendResp();
  if (result.kind === 'appended') {
    const position = new shared.AllStreamPosition();
    position.setCommitPosition(String(result.last.position)).setPreparePosition(String(result.last.position));
    const success = new streams.BatchAppendResp.Success().setCurrentRevision(String(result.last.revision));
    return response.setSuccess(success.setPosition(position));
  }
  return response.setError(batchError(result));
};

const batchError = (result: Exclude<PeerAppendResult, { readonly kind: 'appended' }>): status.Status => {
  if (result.kind === 'stream-deleted') return errorStatus('StreamDeleted', new shared.StreamDeleted());
  if (result.kind === 'too-large')
    return errorStatus('MaximumAppendSizeExceeded', new shared.MaximumAppendSizeExceeded().setMaxappendsize(1_048_576));
  const details = new shared.WrongExpectedVersion();
  if (result.current >= 0) details.setCurrentStreamRevision(String(result.current));
  return errorStatus('WrongExpectedVersion', details);
};

/** google.rpc.Status by hand: field 2 is the message, field 3 an Any of type URL and bytes. */
const errorStatus = (name: string, details: { serializeBinary(): Uint8Array }): status.Status => {
  const any = [
    field(1, Buffer.from(`type.googleapis.com/event_store.client.${name}`)),
    field(2, details.serializeBinary()),
  ];
  return status.Status.deserializeBinary(Buffer.concat([field(2, Buffer.from(name)), field(3, Buffer.concat(any))]));
};

const field = (number: number, bytes: Uint8Array): Buffer => {
  const length: number[] = [];
  for (let rest = bytes.length; ; rest >>>= 7) {
    length.push(rest > 127 ? (rest & 127) | 128 : rest);
    if (rest <= 127) break;
  }
  return Buffer.concat([Buffer.from([(number << 3) | 2, ...length]), bytes]);
};

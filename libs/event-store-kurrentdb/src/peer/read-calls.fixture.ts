import shared from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb.js';
import streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import { type GrpcCall, grpcStatus } from './grpc-server.fixture.ts';
import type { PeerLog, PeerRecord } from './peer-log.fixture.ts';

type Options = streams.ReadReq.Options;

const ticksPerMs = 10_000n;

const toMessage = (record: PeerRecord): Uint8Array => {
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent();
  recorded.setId(new shared.UUID().setString(record.id));
  recorded.setStreamIdentifier(
    new shared.StreamIdentifier().setStreamName(Buffer.from(record.stream).toString('base64')),
  );
  recorded.setStreamRevision(String(record.revision));
  recorded.setPreparePosition(String(record.position)).setCommitPosition(String(record.position));
  recorded.getMetadataMap().set('type', record.type).set('content-type', record.contentType);
  recorded.getMetadataMap().set('created', String(BigInt(record.createdMs) * ticksPerMs));
  recorded.setData(record.data);
  recorded.setCustomMetadata(record.metadata);
  const event = new streams.ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(String(record.position));
  return new streams.ReadResp().setEvent(event).serializeBinary();
};

/** The server's filter on stream names; on everything else it would be a fault of this peer. */
const filterOf = (options: Options, log: PeerLog): ((record: PeerRecord) => boolean) => {
  if (!options.hasFilter()) return () => true;
  const expression = options.getFilter()!.getStreamIdentifier();
  if (expression === undefined) throw new Error('the peer filters by stream name only');
  const prefixes = expression.getPrefixList();
  const form = (name: string): string => (log.comparesAsLanguage ? name.normalize() : name);
  if (prefixes.length > 0) return ({ stream }) => prefixes.some((prefix) => form(stream).startsWith(form(prefix)));
  const pattern = new RegExp(expression.getRegex(), 'u');
  return ({ stream }) => pattern.test(stream);
};

const isBackwards = (options: Options): boolean =>
  options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;

export const methodOf = (options: Options): 'read' | 'scan' | 'head' | 'subscribe' => {
  if (options.hasSubscription()) return 'subscribe';
  if (options.hasStream()) return 'read';
  return isBackwards(options) ? 'head' : 'scan';
};

/** `options`: of a read or a subscription, of one stream or of all. */
export const answerRead = (call: GrpcCall, options: Options, log: PeerLog): void => {
  if (options.hasStream()) return readStream(call, options, log);
  if (options.hasSubscription()) return subscribe(call, options, log);
  const backwards = isBackwards(options);
  const from = options.getAll()!.getPosition();
  if (from !== undefined && !log.positions.has(BigInt(from.getCommitPosition())))
    return call.end({ code: grpcStatus.invalidArgument, message: 'Trying to read from an invalid position.' });
  // A read begins with the record at its position; only subscriptions begin behind it.
  const start = from === undefined ? 0n : BigInt(from.getCommitPosition());
  const first = backwards ? log.all.length - 1 : log.all.findIndex(({ position }) => position >= start);
  const found: PeerRecord[] = [];
  const matches = filterOf(options, log);
  for (let at = first; found.length < Number(options.getCount()); at += backwards ? -1 : 1) {
    const record = log.all[at];
    if (record === undefined) break;
    if (matches(record)) found.push(record);
  }
  sendAll(call, found);
};

const sendAll = (call: GrpcCall, records: readonly PeerRecord[]): void => {
  for (const record of records) call.send(toMessage(record));
  call.end();
};

const readStream = (call: GrpcCall, options: Options, log: PeerLog): void => {
  const { name, from } = streamPart(options);
  if (log.deleted.has(name))
    return call.end({
      code: grpcStatus.failedPrecondition,
      message: `Event stream '${name}' is deleted.`,
      trailers: { exception: 'stream-deleted', 'stream-name': name },
    });
  const records = log.stream(name);
  if (records.length > 0) return sendAll(call, records.slice(from, from + Number(options.getCount())));
  const missing = new streams.ReadResp.StreamNotFound();
  missing.setStreamIdentifier(options.getStream()!.getStreamIdentifier());
  call.send(new streams.ReadResp().setStreamNotFound(missing).serializeBinary());
  call.end();
};

const streamPart = (options: Options): { readonly name: string; readonly from: number } => {
  const part = options.getStream()!;
  const name = Buffer.from(part.getStreamIdentifier()!.getStreamName_asU8()).toString('utf8');
  return { name, from: part.hasRevision() ? Number(part.getRevision()) : 0 };
};

/** Live from the end: matching events, and a checkpoint after every so many events, matching or not. */
const subscribe = (call: GrpcCall, options: Options, log: PeerLog): void => {
  const matches = filterOf(options, log);
  const filter = options.getFilter();
  const interval = (filter?.getMax() ?? 32) * (filter?.getCheckpointintervalmultiplier() ?? 1);
  let considered = 0;
  const confirmation = new streams.ReadResp.SubscriptionConfirmation().setSubscriptionId('peer');
  call.send(new streams.ReadResp().setConfirmation(confirmation).serializeBinary());
  call.send(new streams.ReadResp().setCaughtUp(new streams.ReadResp.CaughtUp()).serializeBinary());
  const stop = log.watch((record) => {
    if (matches(record)) call.send(toMessage(record));
    considered += 1;
    if (considered % interval !== 0) return;
    const checkpoint = new streams.ReadResp.Checkpoint();
    checkpoint.setCommitPosition(String(record.position)).setPreparePosition(String(record.position));
    call.send(new streams.ReadResp().setCheckpoint(checkpoint).serializeBinary());
  });
  call.onClose(stop);
};

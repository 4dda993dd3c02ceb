import { EventStoreFault, type StoredEvent } from '@baton/event-store';
import type streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import { type LogPosition, toPosition } from './position.ts';

/** An event as the server tells it; what it holds is read when somebody asks for it. */
export interface RecordedEvent {
  /** With the store's own prefix. */
  readonly stream: string;
  readonly revision: number;
  readonly position: LogPosition;
  /** Milliseconds by the clock of the server that stored it. */
  readonly at: number;
  readonly bytes: number;
  /** `prefixLength`: of the store's own prefix. */
  toStored(prefixLength: number, recordedAt: number): StoredEvent;
}

const ticksPerMs = 10_000n;
const text = ({ buffer, byteOffset, length }: Uint8Array): string =>
  Buffer.from(buffer, byteOffset, length).toString('utf8');

export const toRecorded = (event: streams.ReadResp.ReadEvent.RecordedEvent): RecordedEvent => {
  const stream = text(event.getStreamIdentifier()!.getStreamName_asU8());
  const revision = Number(event.getStreamRevision());
  const position = { commit: BigInt(event.getCommitPosition()), prepare: BigInt(event.getPreparePosition()) };
  const data = event.getData_asU8();
  const metadata = event.getCustomMetadata_asU8();
  return {
    stream,
    revision,
    position,
    at: Number(BigInt(event.getMetadataMap().get('created') ?? '0') / ticksPerMs),
    bytes: data.length + metadata.length,
    toStored: (prefixLength, recordedAt) => ({
      stream: stream.slice(prefixLength),
      revision,
      position: toPosition(position),
      id: event.getId()!.getString(),
      type: event.getMetadataMap().get('type') ?? '',
      data: parsed(data, `${stream} ${revision}`),
      metadata: metadata.length === 0 ? null : parsed(metadata, `${stream} ${revision}`),
      recordedAt,
    }),
  };
};

const parsed = (bytes: Uint8Array, where: string): unknown => {
  try {
    return JSON.parse(text(bytes));
  } catch (error) {
    throw new EventStoreFault('corrupt', `The event ${where} is not JSON.`, false).causedBy(error);
  }
};

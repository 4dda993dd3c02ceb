import type streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import type { LogPosition } from './position.ts';
import { type RecordedEvent, toRecorded } from './recorded-event.ts';
import type { ServerCalls } from './server-calls.ts';

export interface Page {
  readonly events: readonly RecordedEvent[];
  /** It ended because it was full, not because there was no more. */
  readonly full: boolean;
}

/** A page ends behind the event that brings its JSON to so many bytes. */
const maxPageBytes = 1_048_576;

/** What one call tells, up to `limit` events; `skip`: which of them do not count. */
export const readPage = async (
  calls: ServerCalls,
  request: streams.ReadReq,
  how: {
    readonly limit: number;
    readonly timeoutMs: number;
    readonly signal?: AbortSignal | undefined;
    readonly skip?: (position: LogPosition) => boolean;
  },
): Promise<Page> => {
  const events: RecordedEvent[] = [];
  let bytes = 0;
  for await (const message of calls.read(request, how)) {
    const recorded = message.getEvent()?.getEvent();
    if (recorded === undefined) continue;
    const event = toRecorded(recorded);
    if (how.skip?.(event.position) === true) continue;
    events.push(event);
    bytes += event.bytes;
    if (events.length >= how.limit || bytes >= maxPageBytes) return { events, full: true };
  }
  return { events, full: false };
};

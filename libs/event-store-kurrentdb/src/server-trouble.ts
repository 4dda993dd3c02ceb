import { EventStoreFault } from '@baton/event-store';

/** https://grpc.io/docs/guides/status-codes/ */
const status = {
  cancelled: 1,
  unknown: 2,
  invalidArgument: 3,
  deadlineExceeded: 4,
  notFound: 5,
  permissionDenied: 7,
  resourceExhausted: 8,
  aborted: 10,
  unimplemented: 12,
  internal: 13,
  unavailable: 14,
  dataLoss: 15,
  unauthenticated: 16,
};

/** What a call of gRPC fails with. The server names its reason in the metadata, as `exception`. */
interface CallError extends Error {
  readonly code: number;
  readonly details?: string;
  readonly metadata?: { getMap(): Record<string, unknown> };
}

const isCallError = (error: unknown): error is CallError =>
  error instanceof Error && 'code' in error && typeof error.code === 'number';

export const tellOf = (error: unknown): string =>
  isCallError(error) ? (error.details ?? error.message) : error instanceof Error ? error.message : String(error);

const mapOf = (error: unknown): Record<string, unknown> => (isCallError(error) ? (error.metadata?.getMap() ?? {}) : {});

const exceptionOf = (error: unknown): string | undefined => {
  const { exception } = mapOf(error);
  return exception === undefined ? undefined : String(exception);
};

export const isNotLeader = (error: unknown): boolean => exceptionOf(error) === 'not-leader';
export const isStreamMissing = (error: unknown): boolean => exceptionOf(error) === 'stream-not-found';

export const isDeadlineExceeded = (error: unknown): boolean =>
  isCallError(error) && error.code === status.deadlineExceeded;

/** Older servers answer a conflict as an error: the stream's last revision, -1 for none; else undefined. */
export const conflictOf = (error: unknown): number | undefined => {
  if (exceptionOf(error) !== 'wrong-expected-version') return undefined;
  const actual = mapOf(error)['actual-version'];
  return actual === undefined || actual === '' ? -1 : Number(actual);
};

const lost = new Set([
  ...[status.cancelled, status.unknown, status.deadlineExceeded, status.resourceExhausted],
  ...[status.internal, status.unavailable, status.dataLoss],
]);

/** Whether the connection itself is in doubt, so that the next call should make a new one. */
export const isConnectionLost = (error: unknown): boolean => {
  if (!isCallError(error)) return false;
  return lost.has(error.code);
};

/** The discovery of a cluster fails with a plain error. */
const isUndiscovered = (error: unknown): boolean =>
  error instanceof Error && error.message.startsWith('Failed to discover');

const refusals: Readonly<Record<string, (reason: string) => EventStoreFault>> = {
  'access-denied': (reason) => denied(reason),
  'stream-deleted': (reason) => new EventStoreFault('corrupt', `A stream was deleted on the server: ${reason}`, false),
  'maximum-append-size-exceeded': (reason) => tooLarge(reason),
  'maximum-append-event-size-exceeded': (reason) => tooLarge(reason),
};

const denied = (reason: string): EventStoreFault =>
  new EventStoreFault('unavailable', `KurrentDB denies access: ${reason}`, false);

const tooLarge = (reason: string): EventStoreFault =>
  new EventStoreFault('too-large', `The server takes no append of this size: ${reason}`, false);

const ofCode = (code: number, reason: string): EventStoreFault => {
  if (code === status.permissionDenied || code === status.unauthenticated) return denied(reason);
  if (code === status.resourceExhausted && /larger|exceeds/i.test(reason)) return tooLarge(reason);
  if (code === status.invalidArgument) return new EventStoreFault('invalid-argument', reason, false);
  if (code === status.unimplemented)
    return new EventStoreFault('unavailable', `This server is no KurrentDB of today: ${reason}`, false);
  return new EventStoreFault('unavailable', `KurrentDB cannot be used now: ${reason}`, true);
};

/** What the port says of an error; a bug stays a bug. After a retryable fault an append's outcome is open. */
export const toFault = (error: unknown): unknown => {
  if (error instanceof EventStoreFault) return error;
  if (isUndiscovered(error)) return ofCode(status.unavailable, tellOf(error)).causedBy(error);
  if (!isCallError(error)) return error;
  const refusal = refusals[exceptionOf(error) ?? ''];
  const reason = tellOf(error);
  return (refusal === undefined ? ofCode(error.code, reason) : refusal(reason)).causedBy(error);
};

import { mongo } from 'mongoose';

/**
 * `unavailable`: the database does not answer as it should; whether anything was written is open.
 * `superseded`: another process has written this reader's batches, or the database was wiped; ask for the checkpoint and
 * go on from there. `contended`: too many processes change the same books at once. `corrupt`: a kept batch is not whole.
 * `refused`: the address or the credentials are wrong. `closed`: this instance has ended.
 */
export type ReadModelFaultCode = 'unavailable' | 'superseded' | 'contended' | 'corrupt' | 'refused' | 'closed';

const lasting: ReadonlySet<ReadModelFaultCode> = new Set(['corrupt', 'refused', 'closed']);

export class ReadModelFault extends Error {
  override readonly name = 'ReadModelFault';
  readonly code: ReadModelFaultCode;
  readonly retryable: boolean;

  constructor(code: ReadModelFaultCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
    this.retryable = !lasting.has(code);
  }
}

/** Names of the driver and of mongoose for a server that is away, or that was while it was asked. */
const away =
  /^Mongo(Network|NetworkTimeout|ServerSelection|NotConnected|TopologyClosed|ClientClosed|Expired|ExpiredSession|WriteConcern|WaitQueueTimeout|PoolClosed|PoolCleared|PoolClearedOnNetwork|OperationTimeout|ConnectionPool|System|UnexpectedServerResponse)Error$|^MongooseServerSelectionError$|^DisconnectedError$/;

/** Server codes of a member that stops, starts, is no primary or waits in vain for a majority. */
const awayCodes: ReadonlySet<unknown> = new Set([
  6, 7, 50, 63, 64, 89, 91, 100, 133, 134, 136, 150, 189, 202, 234, 262, 290, 9001, 10058, 10107, 11600, 11601, 11602,
  13388, 13435, 13436,
]);

const notConnected =
  /before initial connection is complete|Connection .*(closed|destroyed)|[Cc]lient must be connected/;

export const isAway = (error: unknown): boolean => {
  if (!(error instanceof Error)) return false;
  if (away.test(error.name) || notConnected.test(error.message)) return true;
  if (!(error instanceof mongo.MongoError)) return false;
  return awayCodes.has(error.code) || error.hasErrorLabel('RetryableWriteError') || isBulkAway(error);
};

/** A bulk hides what has ended it, and what single writes or the majority said. */
const isBulkAway = (error: mongo.MongoError): boolean => {
  if (!(error instanceof mongo.MongoBulkWriteError)) return false;
  const said = [error.result?.getWriteConcernError(), ...[error.writeErrors].flat()];
  return said.some((one) => awayCodes.has(one?.code)) || isAway(error.errorResponse);
};

/** What the database throws, as a fault where it is one. */
export const reaching = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (!isAway(error)) throw error;
    throw new ReadModelFault('unavailable', `The read models cannot be reached: ${(error as Error).message}`, error);
  }
};

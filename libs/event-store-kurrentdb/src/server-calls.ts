import { EventStoreFault } from '@baton/event-store';
import { KurrentDBClient, UnavailableError } from '@kurrent/kurrentdb-client';
import rpc from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_grpc_pb.js';
import type streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import { withoutPassword } from './server-settings.ts';
import { isConnectionLost, isDeadlineExceeded, isNotLeader, tellOf } from './server-trouble.ts';

type StreamsClient = rpc.StreamsClient;
type ReadParameters = Required<Parameters<StreamsClient['read']>>;
type CallArguments = [NonNullable<ReadParameters[1]>, NonNullable<ReadParameters[2]>];

/**
 * What the client keeps for its own commands. Those are not used: its reads (a native module) cut the server's times to
 * seconds and know neither deadline nor cancellation, and its appends share one call that hangs for good when a server
 * ends it in order. Connection string, TLS, credentials, discovery and the way to the leader are the client's.
 */
interface ClientInside {
  getGRPCClient(client: typeof rpc.StreamsClient, name: string): Promise<StreamsClient>;
  /** Makes the next call open a connection of its own, to the leader if the error names it. */
  handleError(client: StreamsClient, error: Error): Promise<void>;
  callArguments(options: { requiresLeader: boolean; deadline?: number }, call?: { deadline: number }): CallArguments;
}

interface Cancellable {
  cancel(): void;
}

/** Calls of the server's streams service. Every call has an end: its deadline, its signal or `close`. */
export class ServerCalls {
  readonly #client: ClientInside;
  readonly #running = new Set<Cancellable>();
  readonly #subscriptions = new Set<Cancellable>();
  #last: StreamsClient | undefined;
  #closed = false;

  constructor(connectionString: string) {
    this.#client = toClient(connectionString) as unknown as ClientInside;
  }

  /** `timeoutMs` Infinity: a subscription, which ends by itself only when the server or the connection does. */
  async *read(
    request: streams.ReadReq,
    { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal?: AbortSignal | undefined },
  ): AsyncGenerator<streams.ReadResp, void, undefined> {
    const client = await this.#connect();
    const call = client.read(request, ...this.#arguments(timeoutMs));
    // An error that comes after the loop was left must not end the process.
    call.on('error', () => {});
    const cancel = (): void => call.cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    if (signal?.aborted === true) cancel();
    this.#running.add(call);
    if (timeoutMs === Infinity) this.#subscriptions.add(call);
    try {
      for await (const message of call) yield message as streams.ReadResp;
    } catch (error) {
      if (signal?.aborted !== true) await this.#lost(client, error);
      throw error;
    } finally {
      signal?.removeEventListener('abort', cancel);
      this.#running.delete(call);
      this.#subscriptions.delete(call);
      cancel();
    }
  }

  async append(messages: readonly streams.AppendReq[], timeoutMs: number): Promise<streams.AppendResp> {
    const client = await this.#connect();
    const { promise, resolve, reject } = Promise.withResolvers<streams.AppendResp>();
    const call = client.append(...this.#arguments(timeoutMs), (error, response) =>
      error === null ? resolve(response) : reject(error),
    );
    call.on('error', () => {});
    this.#running.add(call);
    try {
      for (const message of messages) call.write(message);
      call.end();
      return await promise;
    } catch (error) {
      await this.#lost(client, error);
      throw error;
    } finally {
      this.#running.delete(call);
    }
  }

  close(): void {
    this.#closed = true;
    for (const call of this.#running) call.cancel();
    this.#last?.close();
  }

  async #connect(): Promise<StreamsClient> {
    this.#throwIfClosed();
    const client = await this.#client.getGRPCClient(rpc.StreamsClient, 'streams');
    if (this.#closed) client.close();
    this.#throwIfClosed();
    this.#last = client;
    return client;
  }

  #throwIfClosed(): void {
    if (this.#closed) throw new EventStoreFault('closed', 'The event store is closed.', false);
  }

  /** Reads too are the leader's: another node may not have yet what was just appended. */
  #arguments(timeoutMs: number): CallArguments {
    if (timeoutMs === Infinity) return this.#client.callArguments({ requiresLeader: true }, { deadline: timeoutMs });
    return this.#client.callArguments({ requiresLeader: true, deadline: timeoutMs });
  }

  async #lost(client: StreamsClient, error: unknown): Promise<void> {
    this.#throwIfClosed();
    if (isNotLeader(error)) await this.#client.handleError(client, error as Error);
    else if (isConnectionLost(error))
      await this.#client.handleError(client, new UnavailableError(undefined, tellOf(error)));
    // A connection that does not answer one call has nothing to say to those who wait without a deadline either.
    if (isDeadlineExceeded(error)) for (const subscription of this.#subscriptions) subscription.cancel();
  }
}

/** The client's own words may hold a piece of the password. */
const toClient = (connectionString: string): KurrentDBClient => {
  try {
    return KurrentDBClient.connectionString(connectionString);
  } catch (error) {
    const reason = /certificate|userCertFile|expected .*$/i.exec(tellOf(error));
    const what = reason === null ? 'it cannot be read' : reason[0].startsWith('expected') ? reason[0] : tellOf(error);
    throw new EventStoreFault('invalid-argument', `${withoutPassword(connectionString)}: ${what}`, false);
  }
};

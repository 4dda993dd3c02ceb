import {
  type AppendResult,
  Changes,
  encodeAppend,
  type EventStore,
  EventStoreFault,
  type ExpectedRevision,
  followLog,
  type NewEvent,
  type Position,
  type ReadAllOptions,
  type StoredEvent,
  type SubscriptionItem,
} from '@baton/event-store';
import { AppendBell } from './append-bell.ts';
import { appendRequest, toAnswer } from './append-request.ts';
import { LogReader } from './log-reader.ts';
import { patiently } from './patience.ts';
import { covers, toPosition } from './position.ts';
import { ServerCalls } from './server-calls.ts';
import type { KurrentdbEventStoreOptions } from './store-options.ts';
import { toConnectionString, withoutPassword } from './server-settings.ts';
import { conflictOf } from './server-trouble.ts';

const defaultAppendLimitBytes = 1_048_576;
/** The server counts the types of an append's events too; so much is kept for them. */
const reservedBytes = 65_536;
const minAppendLimitBytes = 2 * reservedBytes;
const maxPageSize = 500;

/** Streams on a KurrentDB server or cluster. Appends and reads go to the leader. */
export class KurrentdbEventStore implements EventStore {
  readonly maxAppendBytes: number;
  readonly #limitBytes: number;
  readonly #prefix: string;
  readonly #patienceMs: number;
  readonly #callTimeoutMs: number;
  readonly #calls: ServerCalls;
  readonly #changes = new Changes();
  readonly #reader: LogReader;
  readonly #bell: AppendBell;
  readonly #appends = new Set<Promise<unknown>>();
  readonly #stop = new AbortController();
  #closing: Promise<void> | undefined;

  private constructor(options: KurrentdbEventStoreOptions) {
    this.#limitBytes = options.serverAppendLimitBytes ?? defaultAppendLimitBytes;
    if (this.#limitBytes < minAppendLimitBytes)
      throw new EventStoreFault(
        'invalid-argument',
        `The append limit is at least ${minAppendLimitBytes} bytes.`,
        false,
      );
    this.maxAppendBytes = this.#limitBytes - reservedBytes;
    this.#prefix = options.streamPrefix ?? '';
    this.#patienceMs = options.patienceMs ?? 10_000;
    this.#callTimeoutMs = options.callTimeoutMs ?? 5_000;
    this.#calls = new ServerCalls(toConnectionString(options.url));
    this.#reader = new LogReader(this.#calls, {
      prefix: this.#prefix,
      callTimeoutMs: this.#callTimeoutMs,
      scanTimeoutMs: options.scanTimeoutMs ?? 60_000,
      patienceMs: this.#patienceMs,
    });
    this.#bell = new AppendBell(
      { calls: this.#calls, reader: this.#reader, changes: this.#changes },
      options.silenceMs ?? 2_000,
    );
  }

  /** Resolves when the leader answers. What it throws names the servers that were tried, never the password. */
  static async open(options: KurrentdbEventStoreOptions): Promise<KurrentdbEventStore> {
    const store = new KurrentdbEventStore(options);
    const patienceMs = options.openPatienceMs ?? 30_000;
    try {
      await store.#reader.head({ patienceMs });
      return store;
    } catch (error) {
      await store.close();
      throw unopened(error, withoutPassword(options.url), patienceMs);
    }
  }

  async append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult> {
    if (this.#closing !== undefined) throw new EventStoreFault('closed', 'The event store is closed.', false);
    this.#checkName(stream);
    const encoded = encodeAppend(stream, { expected, events }, this.maxAppendBytes);
    const request = appendRequest(this.#prefix + stream, { expected, events: encoded }, this.#limitBytes);
    const pending = patiently(() => this.#send(stream, request), {
      patienceMs: this.#patienceMs,
      signal: this.#stop.signal,
    });
    this.#appends.add(pending);
    return pending.finally(() => this.#appends.delete(pending));
  }

  async *readStream(
    stream: string,
    { from = 0, limit = Infinity }: { readonly from?: number; readonly limit?: number } = {},
  ): AsyncGenerator<StoredEvent, void, undefined> {
    let left = limit;
    for await (const page of this.readStreamPages(stream, { from, pageSize: Math.min(limit, maxPageSize) }))
      for (const event of page) {
        if (left <= 0) return;
        left -= 1;
        yield event;
      }
  }

  readStreamPages(
    stream: string,
    options?: { readonly from?: number; readonly pageSize?: number },
  ): AsyncIterable<readonly StoredEvent[]> {
    return this.#reader.readStreamPages(stream, options);
  }

  readAll(options: ReadAllOptions & { readonly limit?: number }) {
    return this.#reader.readAll(options);
  }

  async *subscribe(
    options: ReadAllOptions & { readonly signal: AbortSignal },
  ): AsyncGenerator<SubscriptionItem, void, undefined> {
    const leave = this.#bell.listen();
    const { signal } = options;
    try {
      yield* followLog(
        {
          log: { readAll: (page) => this.#reader.readThroughOutages(page, signal) },
          version: () => this.#changes.version,
          changedSince: (version) => this.#changes.after(version, signal),
        },
        options,
      );
    } finally {
      leave();
    }
  }

  head(): Promise<Position | undefined> {
    return this.#reader.head();
  }

  covers(other: Position | undefined, position: Position | undefined): boolean {
    return covers(other, position);
  }

  /** Its positions are places in a file. */
  distance(): undefined {
    return undefined;
  }

  /** Waits for the appends under way, without trying any again, and ends everything else with a fault. */
  close(): Promise<void> {
    this.#stop.abort();
    this.#closing ??= Promise.allSettled(this.#appends).then(() => {
      this.#bell.close();
      this.#calls.close();
      this.#changes.close();
    });
    return this.#closing;
  }

  async #send(stream: string, request: ReturnType<typeof appendRequest>): Promise<AppendResult> {
    try {
      const answer = toAnswer(await this.#calls.append(request, this.#callTimeoutMs));
      if (answer.kind === 'conflict') return answer;
      const { revision, position } = answer;
      const where = position === undefined ? this.#reader.positionOf(stream, revision) : toPosition(position);
      return { kind: 'appended', revision, position: await where };
    } catch (error) {
      const actual = conflictOf(error);
      if (actual === undefined) throw error;
      return { kind: 'conflict', actual };
    }
  }

  #checkName(stream: string): void {
    if (this.#prefix === '' && stream.startsWith('$'))
      throw new EventStoreFault('invalid-argument', `"${stream}" would be one of the server's own streams.`, false);
  }
}

const unopened = (error: unknown, where: string, patienceMs: number): unknown => {
  if (!(error instanceof EventStoreFault)) return error;
  const what = error.retryable ? `No KurrentDB answered at ${where} within ${patienceMs / 1_000} s` : where;
  return new EventStoreFault(error.code, `${what}: ${error.message}`, error.retryable).causedBy(error);
};

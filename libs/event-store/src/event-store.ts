/** Opaque: compare for equality and hand back; only the store that gave it can read it. */
export type Position = string;

export interface NewEvent {
  /** UUID. An append repeated with the same ids at the same revision is the same append. */
  readonly id: string;
  readonly type: string;
  /** JSON. The store keeps it as it is and never looks inside. */
  readonly data: unknown;
  readonly metadata?: unknown;
}

export interface StoredEvent {
  readonly stream: string;
  /** 0 for the first event of the stream, without gaps. */
  readonly revision: number;
  readonly position: Position;
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: unknown;
  /** Milliseconds; given by the store's clock, never going back within the store. */
  readonly recordedAt: number;
}

/** Revision of the stream's last event that the caller has seen; -1: the stream must not exist. There is no "any". */
export type ExpectedRevision = number;

export type AppendResult =
  | { readonly kind: 'appended'; readonly revision: number; readonly position: Position }
  /** Nothing was written. `actual` is the stream's last revision (-1: no such stream). */
  | { readonly kind: 'conflict'; readonly actual: number };

export interface ReadAllOptions {
  /** Streams whose name starts with one of these. At least one, or a reader would feed itself. */
  readonly prefixes: readonly string[];
  /** Exclusive; absent: from the beginning. */
  readonly after?: Position;
}

export type SubscriptionItem =
  | { readonly kind: 'event'; readonly event: StoredEvent }
  /**
   * Everything that was in the store at this moment has been handed over; `position` is behind all of it. Comes once
   * after the history and again whenever the subscription has drained what was appended since, matching or not.
   */
  | { readonly kind: 'caught-up'; readonly position: Position | undefined };

/** The reading half, which followers of another writer's log have alone. */
export interface EventLog {
  /** In revision order, from `from` (default 0) on. A stream that does not exist is empty. Ends at the present. */
  readStream(stream: string, options?: { readonly from?: number; readonly limit?: number }): AsyncIterable<StoredEvent>;

  /**
   * As `readStream`, in pages of at most `pageSize` events (default 500; fewer when they are large): nothing is
   * awaited per event, so this is the way to read much.
   */
  readStreamPages(
    stream: string,
    options?: { readonly from?: number; readonly pageSize?: number },
  ): AsyncIterable<readonly StoredEvent[]>;

  /** In position order, at most `limit` events (default 500), and how far the scan went, matching or not. */
  readAll(options: ReadAllOptions & { readonly limit?: number }): Promise<{
    readonly events: readonly StoredEvent[];
    readonly position: Position | undefined;
    readonly atHead: boolean;
  }>;

  /** As `readAll`, then live, until `signal` aborts (the iteration then ends without an error). */
  subscribe(options: ReadAllOptions & { readonly signal: AbortSignal }): AsyncIterable<SubscriptionItem>;

  /** Position behind the newest event of any stream; undefined: the store is empty. */
  head(): Promise<Position | undefined>;

  /** Whether `position` is at or behind `other`: everything up to `position` is among what `other` covers. */
  covers(other: Position | undefined, position: Position | undefined): boolean;

  /** How many events of any stream lie behind `after`, up to `to`; undefined: the store cannot count by positions. */
  distance(after: Position | undefined, to: Position | undefined): number | undefined;
}

/**
 * Append-only streams. An append is all or nothing and is on disk when the promise resolves. A conflict is a result;
 * only faults are thrown (`EventStoreFault`). After a retryable fault it is open whether the events were stored: repeat
 * the append with the same ids. Any number of writers and readers may share a store.
 */
export interface EventStore extends EventLog {
  /** An append whose JSON is larger is a fault, `code: 'too-large'`. */
  readonly maxAppendBytes: number;
  append(stream: string, expected: ExpectedRevision, events: readonly NewEvent[]): Promise<AppendResult>;
  close(): Promise<void>;
}

export type EventStoreFaultCode = 'unavailable' | 'too-large' | 'closed' | 'invalid-argument' | 'corrupt';

export class EventStoreFault extends Error {
  override readonly name = 'EventStoreFault';
  readonly code: EventStoreFaultCode;
  readonly retryable: boolean;

  constructor(code: EventStoreFaultCode, message: string, retryable: boolean) {
    super(message);
    this.code = code;
    this.retryable = retryable;
  }

  causedBy(cause: unknown): this {
    this.cause = cause;
    return this;
  }
}

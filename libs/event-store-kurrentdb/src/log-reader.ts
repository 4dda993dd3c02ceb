import {
  checkStreamName,
  EventStoreFault,
  type Position,
  type ReadAllOptions,
  type StoredEvent,
} from '@baton/event-store';
import { type Page, readPage } from './event-page.ts';
import { delayBefore, patiently, pause } from './patience.ts';
import { fromPosition, isBehind, type LogPosition, toPosition } from './position.ts';
import { allRequest, headRequest, streamRequest } from './read-requests.ts';
import type { RecordedEvent } from './recorded-event.ts';
import type { ServerCalls } from './server-calls.ts';
import { isDeadlineExceeded, isStreamMissing } from './server-trouble.ts';
import { SteadyTime } from './steady-time.ts';

export interface ReaderOptions {
  readonly prefix: string;
  readonly callTimeoutMs: number;
  readonly scanTimeoutMs: number;
  readonly patienceMs: number;
}

export interface AllPage {
  readonly events: readonly StoredEvent[];
  readonly position: Position | undefined;
  readonly atHead: boolean;
}

interface Scan {
  readonly prefixes: readonly string[];
  readonly start: LogPosition | undefined;
  readonly limit: number;
  readonly signal: AbortSignal | undefined;
}

const defaultPageSize = 500;

/** What is read is the leader's, links stay what they are, and the server's own records are left out. */
export class LogReader {
  readonly #calls: ServerCalls;
  readonly #options: ReaderOptions;
  readonly #time = new SteadyTime();
  #runningHead: Promise<LogPosition | undefined> | undefined;
  #nextHead: Promise<LogPosition | undefined> | undefined;

  constructor(calls: ServerCalls, options: ReaderOptions) {
    this.#calls = calls;
    this.#options = options;
  }

  async *readStreamPages(
    stream: string,
    { from = 0, pageSize = defaultPageSize }: { readonly from?: number; readonly pageSize?: number } = {},
  ): AsyncGenerator<readonly StoredEvent[], void, undefined> {
    checkStreamName(stream);
    const name = this.#options.prefix + stream;
    let next = from;
    let after: LogPosition | undefined;
    for (let more = pageSize > 0; more;) {
      const { events, full } = await this.#patiently(undefined, () => this.#streamPage(name, next, pageSize));
      if (events.length > 0) yield this.#toStored(events, after);
      const last = events.at(-1);
      next = (last?.revision ?? next) + 1;
      after = last?.position;
      more = full;
    }
  }

  async readAll(
    { prefixes, after, limit = defaultPageSize }: ReadAllOptions & { readonly limit?: number },
    signal?: AbortSignal,
  ): Promise<AllPage> {
    if (prefixes.length === 0)
      throw new EventStoreFault('invalid-argument', 'Reading all needs at least one prefix.', false);
    const start = after === undefined ? undefined : fromPosition(after);
    return this.#patiently(signal, async () => {
      // Taken before the scan: what the scan does not find behind it came later.
      const head = await this.#head();
      if (head === undefined || (start !== undefined && !isBehind(head, start)))
        return { events: [], position: after, atHead: true };
      const page = await this.#scan({ prefixes, start, limit, signal });
      const events = page.events.filter(this.#belongsTo(prefixes));
      const last = page.events.at(-1)?.position;
      const end = last !== undefined && (page.full || isBehind(last, head)) ? last : head;
      return { events: this.#toStored(events, start), position: toPosition(end), atHead: !isBehind(head, end) };
    });
  }

  /** As `readAll`, however long the server cannot be used; an empty page when `signal` aborts. */
  async readThroughOutages(options: ReadAllOptions, signal: AbortSignal): Promise<AllPage> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.readAll(options, signal);
      } catch (error) {
        if (!(error instanceof EventStoreFault && error.retryable)) throw error;
        if (signal.aborted) return { events: [], position: options.after, atHead: false };
      }
      await pause(delayBefore(attempt), signal);
    }
  }

  async head({ patienceMs }: { readonly patienceMs: number } = this.#options): Promise<Position | undefined> {
    const head = await patiently(() => this.#head(), { patienceMs });
    return head && toPosition(head);
  }

  /** The position of an event that is known to be there. */
  async positionOf(stream: string, revision: number): Promise<Position> {
    const { events } = await this.#streamPage(this.#options.prefix + stream, revision, 1);
    const event = events[0];
    if (event?.revision !== revision)
      throw new EventStoreFault('corrupt', `Revision ${revision} of ${stream} is not there any more.`, false);
    return toPosition(event.position);
  }

  /** Those who ask while a call is under way share the next one: each is answered by a call that began later. */
  #head(): Promise<LogPosition | undefined> {
    this.#nextHead ??= (this.#runningHead ?? Promise.resolve())
      .catch(() => {})
      .then(() => {
        this.#runningHead = this.#nextHead;
        this.#nextHead = undefined;
        return this.#askHead();
      });
    return this.#nextHead;
  }

  async #askHead(): Promise<LogPosition | undefined> {
    const { callTimeoutMs: timeoutMs, prefix } = this.#options;
    const { events } = await readPage(this.#calls, headRequest(prefix), { limit: 1, timeoutMs });
    return events[0]?.position;
  }

  async #streamPage(name: string, from: number, limit: number): Promise<Page> {
    try {
      const timeoutMs = this.#options.callTimeoutMs;
      return await readPage(this.#calls, streamRequest(name, from, limit), { limit, timeoutMs });
    } catch (error) {
      if (isStreamMissing(error)) return { events: [], full: false };
      throw error;
    }
  }

  /** Of a server that searches for longer than is waited, a page of everything: then there is progress all the same. */
  async #scan({ prefixes, start, limit, signal }: Scan): Promise<Page> {
    const { prefix, scanTimeoutMs, callTimeoutMs } = this.#options;
    const names = prefixes.map((each) => prefix + each);
    // A read begins with the event at its position, which was handed over before.
    const skip = (position: LogPosition): boolean => start !== undefined && !isBehind(position, start);
    const count = start === undefined ? limit : limit + 1;
    try {
      return await readPage(this.#calls, allRequest(start, count, names), {
        limit,
        timeoutMs: scanTimeoutMs,
        signal,
        skip,
      });
    } catch (error) {
      if (!isDeadlineExceeded(error)) throw error;
      return readPage(this.#calls, allRequest(start, count, undefined), {
        limit,
        timeoutMs: callTimeoutMs,
        signal,
        skip,
      });
    }
  }

  /** The server's own comparison of prefixes is a language's, which takes some names for others. */
  #belongsTo(prefixes: readonly string[]): (event: RecordedEvent) => boolean {
    const names = prefixes.map((prefix) => this.#options.prefix + prefix);
    return ({ stream }) => !stream.startsWith('$') && names.some((name) => stream.startsWith(name));
  }

  #toStored(events: readonly RecordedEvent[], after: LogPosition | undefined): readonly StoredEvent[] {
    const times = this.#time.along(events, after);
    return events.map((event, at) => event.toStored(this.#options.prefix.length, times[at]!));
  }

  #patiently<Result>(signal: AbortSignal | undefined, attempt: () => Promise<Result>): Promise<Result> {
    return patiently(attempt, { patienceMs: this.#options.patienceMs, signal });
  }
}

import {
  type Changes,
  checkStreamName,
  EventStoreFault,
  followLog,
  type ReadAllOptions,
  type StoredEvent,
  type SubscriptionItem,
} from '@baton/event-store';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { BellListener } from './commit-bell.ts';
import type { EventRows } from './event-rows.ts';
import { fromPosition, toPosition } from './position.ts';
import { orFault } from './sqlite-fault.ts';

const defaultPageSize = 500;
/** For what was not heard of. */
const pollIntervalMs = 250;

/** The reading half, over the rows of one connection; none (the file is not there yet) reads as an empty log. */
export class LogReader {
  readonly #rows: () => EventRows | undefined;
  readonly #changes: Changes;
  readonly #bell: BellListener | undefined;
  #poll: NodeJS.Timeout | undefined;
  #dataVersion: number | undefined;

  /** `file`: of another process, which rings when it has written; an own writer announces its changes itself. */
  constructor(rows: () => EventRows | undefined, changes: Changes, file?: string) {
    this.#rows = rows;
    this.#changes = changes;
    this.#bell = file === undefined ? undefined : new BellListener(file, () => this.#look());
  }

  async *readStream(
    stream: string,
    options: { readonly from?: number; readonly limit?: number } = {},
  ): AsyncGenerator<StoredEvent, void, undefined> {
    let left = options.limit ?? Infinity;
    if (left <= 0) return;
    const pageSize = Math.min(left, defaultPageSize);
    for await (const page of this.readStreamPages(stream, { from: options.from ?? 0, pageSize }))
      for (const event of page) {
        yield event;
        left -= 1;
        if (left <= 0) return;
      }
  }

  async *readStreamPages(
    stream: string,
    options: { readonly from?: number; readonly pageSize?: number } = {},
  ): AsyncGenerator<readonly StoredEvent[], void, undefined> {
    checkStreamName(stream);
    const pageSize = options.pageSize ?? defaultPageSize;
    let from = options.from ?? 0;
    for (;;) {
      this.#changes.throwIfClosed();
      const page = orFault(() => this.#rows()?.ofStream(stream, from, pageSize));
      if (page === undefined || page.events.length === 0) return;
      yield page.events;
      if (!page.more) return;
      from += page.events.length;
      // The pages of a long stream leave room for the rest of the process.
      await nextTurn();
    }
  }

  async readAll(options: ReadAllOptions & { readonly limit?: number }) {
    this.#changes.throwIfClosed();
    if (options.prefixes.length === 0)
      throw new EventStoreFault('invalid-argument', 'Reading all needs at least one prefix.', false);
    const after = fromPosition(options.after);
    const rows = orFault(() => this.#rows());
    if (rows === undefined) return { events: [], position: options.after, atHead: true };
    const { events, position, atHead } = orFault(() =>
      rows.scan(options.prefixes, after, options.limit ?? defaultPageSize),
    );
    return { events, position: toPosition(position), atHead };
  }

  subscribe(options: ReadAllOptions & { readonly signal: AbortSignal }): AsyncIterable<SubscriptionItem> {
    return followLog(
      {
        log: this,
        version: () => this.#changes.version,
        changedSince: (version, signal) => {
          const changed = this.#changes.after(version, signal);
          this.#follow();
          return changed;
        },
      },
      options,
    );
  }

  async head(): Promise<string | undefined> {
    this.#changes.throwIfClosed();
    return orFault(() => toPosition(this.#rows()?.head().position ?? 0));
  }

  /** Looks no more, until somebody waits again. */
  stop(): void {
    this.#bell?.stop();
    clearInterval(this.#poll);
    this.#poll = undefined;
  }

  /** Other processes' commits are only seen by looking; nobody looks for long while nobody waits. */
  #follow(): void {
    if (!this.#changes.someoneWaits) return;
    this.#look();
    if (this.#poll !== undefined || !this.#changes.someoneWaits) return;
    this.#bell?.start();
    this.#poll = setInterval(() => this.#lookOn(), pollIntervalMs);
  }

  #lookOn(): void {
    this.#look();
    if (this.#changes.someoneWaits) this.#bell?.start();
    else this.stop();
  }

  #look(): void {
    const version = this.#currentDataVersion();
    if (version === this.#dataVersion) return;
    this.#dataVersion = version;
    this.#changes.announce();
  }

  #currentDataVersion(): number | undefined {
    try {
      return this.#rows()?.dataVersion();
    } catch {
      // The reader that waits finds out by itself, and says so.
      return Number.NaN;
    }
  }
}

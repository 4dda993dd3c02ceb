import type { AppendResult, EncodedEvent, ExpectedRevision } from '@baton/event-store';
import type { DatabaseSync } from 'node:sqlite';
import type { EventRows } from './event-rows.ts';
import { isBusy, toFault } from './sqlite-fault.ts';

interface PendingAppend {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  readonly events: readonly EncodedEvent[];
  readonly resolve: (result: AppendResult) => void;
  readonly reject: (fault: unknown) => void;
}

export interface GroupCommitOptions {
  readonly database: DatabaseSync;
  readonly rows: EventRows;
  readonly now: () => number;
  /** How many appends may share one transaction; 1: each has its own. */
  readonly maxGroupAppends: number;
  readonly committed: () => void;
}

const maxCachedStreams = 20_000;
/** Another writer's transaction is short; one that is not gone after so many tries (some seconds) is a fault. */
const maxLockTries = 200;
const lockRetryMs = 5;

/** Callers of the same moment share one transaction and one sync; each one's conflict check is its own. */
export class GroupCommit {
  readonly #options: GroupCommitOptions;
  readonly #begin;
  readonly #commit;
  readonly #revisions = new Map<string, number>();
  #queue: PendingAppend[] = [];
  #scheduled = false;
  #lockTries = 0;
  #position = 0;
  #recordedAt = 0;
  #dataVersion: number | undefined;
  #idle: (() => void)[] = [];

  constructor(options: GroupCommitOptions) {
    this.#options = options;
    this.#begin = options.database.prepare('begin immediate');
    this.#commit = options.database.prepare('commit');
  }

  append(stream: string, expected: ExpectedRevision, events: readonly EncodedEvent[]): Promise<AppendResult> {
    const { promise, resolve, reject } = Promise.withResolvers<AppendResult>();
    this.#queue.push({ stream, expected, events, resolve, reject });
    this.#schedule();
    return promise;
  }

  /** Resolves when nothing is queued. */
  drained(): Promise<void> {
    if (!this.#scheduled) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => this.#flush());
  }

  #flush(): void {
    const { maxGroupAppends } = this.#options;
    const group = this.#queue.length <= maxGroupAppends ? this.#queue : this.#queue.slice(0, maxGroupAppends);
    try {
      this.#begin.run();
    } catch (error) {
      if (isBusy(error) && this.#waitForLock()) return;
      this.#settle(group, () => this.#fail(group, error));
      return;
    }
    this.#lockTries = 0;
    this.#settle(group, () => this.#write(group));
  }

  #settle(group: readonly PendingAppend[], settle: () => void): void {
    this.#queue = group === this.#queue ? [] : this.#queue.slice(group.length);
    this.#scheduled = false;
    settle();
    if (this.#queue.length > 0) return this.#schedule();
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  #write(group: readonly PendingAppend[]): void {
    const before = this.#position;
    const results: AppendResult[] = [];
    try {
      this.#forgetWhatOthersChanged();
      const recordedAt = Math.max(this.#options.now(), this.#recordedAt);
      for (const append of group) results.push(this.#insert(append, recordedAt));
      this.#commit.run();
    } catch (error) {
      this.#rollBack();
      this.#fail(group, error);
      return;
    }
    for (let at = 0; at < group.length; at += 1) group[at]!.resolve(results[at]!);
    if (this.#position !== before) this.#options.committed();
  }

  #insert({ stream, expected, events }: PendingAppend, recordedAt: number): AppendResult {
    const actual = this.#lastRevision(stream);
    if (actual !== expected) return this.#repeated(stream, expected, events) ?? { kind: 'conflict', actual };
    let revision = actual;
    for (const event of events) {
      revision += 1;
      this.#position += 1;
      this.#options.rows.insert(event, { stream, revision, position: this.#position, recordedAt });
    }
    this.#revisions.set(stream, revision);
    this.#recordedAt = recordedAt;
    return { kind: 'appended', revision, position: String(this.#position) };
  }

  #repeated(stream: string, expected: ExpectedRevision, events: readonly EncodedEvent[]): AppendResult | undefined {
    const stored = this.#options.rows.idsAfter(stream, expected, events.length);
    if (stored.length < events.length || stored.some(({ id }, at) => id !== events[at]?.id)) return undefined;
    return { kind: 'appended', revision: expected + events.length, position: String(stored.at(-1)!.position) };
  }

  #lastRevision(stream: string): number {
    const known = this.#revisions.get(stream);
    if (known !== undefined) return known;
    if (this.#revisions.size >= maxCachedStreams) this.#revisions.clear();
    const revision = this.#options.rows.lastRevision(stream);
    this.#revisions.set(stream, revision);
    return revision;
  }

  #forgetWhatOthersChanged(): void {
    const dataVersion = this.#options.rows.dataVersion();
    if (dataVersion === this.#dataVersion) return;
    this.#revisions.clear();
    const { position, recordedAt } = this.#options.rows.head();
    this.#position = position;
    this.#recordedAt = recordedAt;
    this.#dataVersion = dataVersion;
  }

  #rollBack(): void {
    this.#dataVersion = undefined;
    try {
      if (this.#options.database.isTransaction) this.#options.database.exec('rollback');
    } catch {
      // A transaction that cannot be rolled back now is rolled back by the next begin or by the next opening.
    }
  }

  #fail(group: readonly PendingAppend[], error: unknown): void {
    const fault = toFault(error);
    for (const append of group) append.reject(fault);
  }

  #waitForLock(): boolean {
    this.#lockTries += 1;
    if (this.#lockTries < maxLockTries) {
      setTimeout(() => this.#flush(), lockRetryMs);
      return true;
    }
    this.#lockTries = 0;
    return false;
  }
}

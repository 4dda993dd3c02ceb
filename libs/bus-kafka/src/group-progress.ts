import type { BusPosition, GroupProgress, Parked } from '@baton/bus';
import type { CloudEvent } from '@baton/contracts';
import { type Attempts, encodeAttempts } from './commit-notes.ts';
import { type EventPlace, placeOf } from './event-places.ts';
import { offsetOf, placeIn, sourceOf } from './partition-names.ts';
import type { Commit } from './partition-reader.ts';
import { unless } from './unless.ts';

/** Of one partition: the offset that comes next and the attempts of what is not over. */
export interface GroupMark {
  readonly next: number;
  readonly attempts: Attempts;
}

export interface ProgressSetting {
  readonly marks: ReadonlyMap<string, GroupMark>;
  /** Nothing is waited for any more: what is not kept by then comes again. */
  readonly signal: AbortSignal;
  commit(commits: readonly Commit[]): Promise<void>;
  /** Everything of the source up to there is over, also after a crash. */
  kept(source: string, position: string): void;
  /** Resolves when it is in the quarantine for good. */
  park(parked: Parked, place: EventPlace): Promise<void>;
  /** The event is over; it may have been released from the quarantine. */
  over(event: CloudEvent): Promise<void>;
}

interface Mark {
  next: number;
  readonly attempts: Map<number, number>;
}

/** Positions alone may wait a moment for the next commit. */
const lazyCommitMs = 20;

/**
 * What a group keeps while it holds partitions: positions as its committed offsets, attempts as their metadata. A
 * member whose generation has passed can commit nothing, hence hands over nothing more.
 */
export class KafkaGroupProgress implements GroupProgress {
  readonly #setting: ProgressSetting;
  readonly #marks = new Map<string, Mark>();
  readonly #changed = new Set<string>();
  #parking: Promise<void>[] = [];
  #keeping: Promise<void> | undefined;
  #next: Promise<void> | undefined;
  #timer: NodeJS.Timeout | undefined;
  #lost: unknown;

  constructor(setting: ProgressSetting) {
    this.#setting = setting;
    for (const [source, { next, attempts }] of setting.marks)
      this.#marks.set(source, { next, attempts: new Map(attempts) });
  }

  /** For whoever goes on with the same partitions. */
  marks(): ReadonlyMap<string, GroupMark> {
    return this.#marks;
  }

  position(): BusPosition {
    const known = [...this.#marks].filter(([, { next }]) => next > 0);
    return Object.fromEntries(known.map(([source, { next }]) => [source, String(next)]));
  }

  moved(feed: string, position: string): void {
    const mark = this.#marks.get(feed)!;
    mark.next = offsetOf(position);
    this.#changed.add(feed);
    this.#timer ??= setTimeout(() => void this.kept().catch(() => undefined), lazyCommitMs);
  }

  attempts(event: CloudEvent): number {
    const place = placeOf(event);
    return this.#mark(place).attempts.get(place.offset) ?? 0;
  }

  /** A released event goes on counting where it was parked. */
  resume(event: CloudEvent, attempts: number): void {
    const place = placeOf(event);
    const known = this.#mark(place).attempts;
    known.set(place.offset, Math.max(attempts, known.get(place.offset) ?? 0));
  }

  async began(event: CloudEvent): Promise<void> {
    const place = placeOf(event);
    const { attempts } = this.#mark(place);
    const before = this.attempts(event);
    attempts.set(place.offset, before + 1);
    this.#changed.add(sourceOf(place));
    try {
      await this.kept();
    } catch (error) {
      // It was not handed over.
      attempts.set(place.offset, before);
      throw error;
    }
  }

  ended(event: CloudEvent): void {
    this.#forget(event);
    this.#keepFirst(this.#setting.over(event));
  }

  park(parked: Parked): void {
    const { event } = parked.delivery;
    this.#forget(event);
    this.#keepFirst(this.#setting.park(parked, placeOf(event)));
  }

  /** Calls of the same moment share a commit; what was parked is kept before any position behind it. */
  kept(): Promise<void> {
    if (this.#keeping === undefined) {
      this.#keeping = this.#keep().finally(() => (this.#keeping = undefined));
      return this.#keeping;
    }
    this.#next ??= this.#keeping
      .catch(() => undefined)
      .then(() => {
        this.#next = undefined;
        return this.kept();
      });
    return this.#next;
  }

  close(): void {
    clearTimeout(this.#timer);
  }

  #mark(place: EventPlace): Mark {
    const source = sourceOf(place);
    const mark = this.#marks.get(source);
    if (mark === undefined) throw new Error(`The partition ${source} is not in this member's hands.`);
    return mark;
  }

  #forget(event: CloudEvent): void {
    const place = placeOf(event);
    this.#mark(place).attempts.delete(place.offset);
    this.#changed.add(sourceOf(place));
  }

  #keepFirst(writing: Promise<void>): void {
    // Without it in the quarantine no position may move on, now or later.
    writing.catch((error: unknown) => (this.#lost = error));
    this.#parking.push(writing);
  }

  async #keep(): Promise<void> {
    // Handlers that end in the same turn share the commit.
    await Promise.resolve();
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const changed = [...this.#changed];
    const parking = this.#parking;
    const commits = changed.map((source) => this.#commitOf(source));
    this.#changed.clear();
    this.#parking = [];
    try {
      const { signal } = this.#setting;
      await unless(signal, Promise.all(parking));
      if (this.#lost !== undefined) throw this.#lost;
      if (commits.length > 0) await unless(signal, this.#setting.commit(commits));
      for (const commit of commits) this.#setting.kept(sourceOf(commit), commit.offset);
    } catch (error) {
      for (const source of changed) this.#changed.add(source);
      throw error;
    }
  }

  #commitOf(source: string): Commit {
    const { next, attempts } = this.#marks.get(source)!;
    return { ...placeIn(source), offset: String(next), metadata: encodeAttempts(attempts) };
  }
}

import { type Feed, type FeedEntry, type FeedPage, WakeUp } from '@baton/bus';
import { covers, distance, offsetOf, type PartitionPlace, positionOf, sourceOf } from './partition-names.ts';

const pageSize = 1_000;
/** No more is fetched while so many wait, or so much; fetching goes on once half of it is read. */
const maxWaiting = 4_000;
const maxWaitingBytes = 16 * 1_048_576;

export interface PartitionFeedSetting extends PartitionPlace {
  readonly start: number;
  readonly high: number;
  /** Told when there is room again after `isFull`. */
  readonly room: () => void;
}

interface Fetched {
  readonly until: number;
  readonly high: number;
  readonly bytes?: number;
}

/** What was fetched of one partition for one reader and is not read yet. */
export class PartitionFeed implements Feed {
  readonly name: string;
  readonly topic: string;
  readonly partition: number;
  readonly #room: () => void;
  readonly #changes = new WakeUp();
  readonly #closing = new AbortController();
  #entries: FeedEntry[] = [];
  #next: number;
  #high: number;
  #isFull = false;
  /** Of what waits, about: entries that were fetched together count alike. */
  #bytes = 0;

  constructor({ topic, partition, start, high, room }: PartitionFeedSetting) {
    this.name = sourceOf({ topic, partition });
    this.topic = topic;
    this.partition = partition;
    this.#next = start;
    this.#high = high;
    this.#room = room;
  }

  /** The offset to fetch next. */
  get next(): number {
    return this.#next;
  }

  get isFull(): boolean {
    return this.#isFull;
  }

  get version(): number {
    return this.#changes.version;
  }

  /** Everything from `next` up to `until`; entries before `next` are known already and dropped. */
  add(entries: readonly FeedEntry[], { until, high, bytes = 0 }: Fetched): void {
    for (const entry of entries) if (Number(entry.position) > this.#next) this.#entries.push(entry);
    this.#next = Math.max(this.#next, until);
    this.#high = Math.max(this.#high, high);
    this.#bytes += bytes;
    this.#isFull = this.#entries.length >= maxWaiting || this.#bytes >= maxWaitingBytes;
    this.#changes.announce();
  }

  /** Waits for what is known to be there and not fetched yet, until the feed is closed. */
  async read(_: readonly string[], after: string | undefined): Promise<FeedPage> {
    this.#forget(offsetOf(after));
    while (this.#entries.length === 0 && this.#next < this.#high && !this.#closing.signal.aborted)
      await this.#changes.after(this.version, this.#closing.signal);
    const { version } = this;
    const entries = this.#entries.slice(0, pageSize);
    const isAll = entries.length === this.#entries.length;
    const position = isAll ? positionOf(this.#next) : entries.at(-1)!.position;
    const atHead = isAll && (this.#next >= this.#high || this.#closing.signal.aborted);
    return { entries, position, atHead, version };
  }

  moved(version: number, signal: AbortSignal): Promise<void> {
    return this.#changes.after(version, signal);
  }

  nudge(): void {
    this.#changes.announce();
  }

  async head(): Promise<string | undefined> {
    return positionOf(this.#high);
  }

  covers(other: string | undefined, position: string | undefined): boolean {
    return covers(other, position);
  }

  distance(after: string | undefined, to: string | undefined): number {
    return distance(after, to);
  }

  async close(): Promise<void> {
    this.#closing.abort();
  }

  #forget(upTo: number): void {
    const before = this.#entries.length;
    const first = this.#entries.findIndex(({ position }) => Number(position) > upTo);
    this.#entries.splice(0, first < 0 ? before : first);
    this.#bytes *= before === 0 ? 0 : this.#entries.length / before;
    if (!this.#isFull || this.#entries.length > maxWaiting / 2 || this.#bytes > maxWaitingBytes / 2) return;
    this.#isFull = false;
    this.#room();
  }
}

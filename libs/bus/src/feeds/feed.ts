import type { Delivery } from '../bus.ts';

/** One entry of a feed, with the events of the asked topics that it carries. */
export interface FeedEntry {
  readonly position: string;
  readonly deliveries: readonly Omit<Delivery, 'attempts'>[];
}

export interface FeedPage {
  /** In the order of the feed; entries that carry nothing of the asked topics may be left out. */
  readonly entries: readonly FeedEntry[];
  /** How far the scan went, matching or not. */
  readonly position: string | undefined;
  readonly atHead: boolean;
  /** State of the feed before the scan; for `moved`. */
  readonly version: number;
}

/** One ordered source of events, shared by all readers of a bus. */
export interface Feed {
  readonly name: string;
  /** Counts up when there may be more. */
  readonly version: number;
  read(topics: readonly string[], after: string | undefined): Promise<FeedPage>;
  /** Resolves when there may be more than a page of this `version` saw, or when `signal` aborts. */
  moved(version: number, signal: AbortSignal): Promise<void>;
  /** Makes everyone look again now. */
  nudge(): void;
  head(): Promise<string | undefined>;
  /** Whether `position` is at or behind `other`. */
  covers(other: string | undefined, position: string | undefined): boolean;
  /** How many entries lie behind `after`, up to `to`; undefined: that cannot be known without reading. */
  distance(after: string | undefined, to: string | undefined): number | undefined;
  close(): Promise<void>;
}

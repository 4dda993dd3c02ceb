import { shardOf } from '@baton/contracts';

/** One partition of a topic of the port, as positions name it: `baton.events.v1/3`. */
export interface PartitionPlace {
  readonly topic: string;
  readonly partition: number;
}

export const sourceOf = ({ topic, partition }: PartitionPlace): string => `${topic}/${partition}`;

export const placeIn = (source: string): PartitionPlace => {
  const slash = source.lastIndexOf('/');
  return { topic: source.slice(0, slash), partition: Number(source.slice(slash + 1)) };
};

/** Where an event of this key lies; one without a case lies where the empty key does, so that it has one reader. */
export const homeOf = (key: string, partitions: number): number => shardOf(key, partitions);

/** A position is the offset of what comes next. Offsets beyond 2^53 would need ten thousand years at 28,000 a second. */
export const offsetOf = (position: string | undefined): number => (position === undefined ? 0 : Number(position));

/** Nothing is behind a log that never had anything: undefined, as before the first read. */
export const positionOf = (next: number): string | undefined => (next === 0 ? undefined : String(next));

export const covers = (other: string | undefined, position: string | undefined): boolean =>
  offsetOf(other) >= offsetOf(position);

/** Messages behind the one position, up to the other. */
export const distance = (after: string | undefined, to: string | undefined): number =>
  Math.max(0, offsetOf(to) - offsetOf(after));

export interface Extent {
  /** Offset of the oldest message that is still there. */
  readonly low: number;
  /** Offset that the next message will get. */
  readonly high: number;
}

export type Start =
  { readonly kind: 'from'; readonly offset: number } | { readonly kind: 'gone'; readonly because: string };

/** Where a reader goes on. Nothing may lie unread between its position and what the log still has. */
export const startOf = (position: string | undefined, { low, high }: Extent): Start => {
  if (position === undefined) return { kind: 'from', offset: low };
  if (!/^\d+$/.test(position)) return { kind: 'gone', because: `"${position}" is no position` };
  const offset = Number(position);
  if (offset < low) return { kind: 'gone', because: `${low - offset} messages from ${offset} on have been deleted` };
  if (offset > high) return { kind: 'gone', because: `the log ends at ${high}, before ${offset}: it is another one` };
  return { kind: 'from', offset };
};

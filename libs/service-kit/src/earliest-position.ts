import { type BusPosition, eventsTopic } from '@baton/bus';
import type { EventLog } from '@baton/event-store';

/** The log that a source of positions is; undefined: there is no such log. */
type LogOf = (source: string) => EventLog | undefined;

/**
 * From where a reader misses nothing that one of several had not read. Logs were read by all of them; on Kafka each
 * partition of the events had one reader, and all had those of the other topics.
 */
export const earliestOf = (positions: readonly BusPosition[], logs: LogOf | 'kafka'): BusPosition => {
  const sources = new Set(positions.flatMap((position) => Object.keys(position)));
  const earliest: Record<string, string> = {};
  for (const source of sources) {
    const all = positions.map((position) => position[source]);
    const at = logs === 'kafka' ? earliestOffset(source, all) : earliestIn(logs(source), all);
    if (at !== undefined) earliest[source] = at;
  }
  return earliest;
};

/** Whether the source of a position is a partition of the events on Kafka. */
export const isPartition = (source: string): boolean => source.startsWith(`${eventsTopic}/`);

type Found = string | undefined;

const earliestIn = (log: EventLog | undefined, all: readonly Found[]): Found =>
  log === undefined ? undefined : all.reduce((one, other) => (log.covers(one, other) ? other : one));

const earliestOffset = (source: string, all: readonly Found[]): Found => {
  const known = all.filter((position) => position !== undefined);
  if (!isPartition(source) && known.length < all.length) return undefined;
  return known.reduce((one, other) => (Number(other) < Number(one) ? other : one));
};

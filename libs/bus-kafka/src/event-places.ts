import type { FeedEntry } from '@baton/bus';
import type { CloudEvent } from '@baton/contracts';
import type { PartitionPlace } from './partition-names.ts';

export interface EventPlace extends PartitionPlace {
  readonly offset: number;
}

const places = new WeakMap<CloudEvent, EventPlace>();

/** Remembers where this very object was read, for as long as somebody holds it. */
export const markPlace = (event: CloudEvent, place: EventPlace): void => void places.set(event, place);

export const placeOf = (event: CloudEvent): EventPlace => {
  const place = places.get(event);
  if (place === undefined) throw new Error(`The event ${event.id} was not read from Kafka.`);
  return place;
};

/** Of what a group reads: it may have to be parked, and is then kept by its place. */
export const markPlaces = (place: PartitionPlace, entries: readonly FeedEntry[]): readonly FeedEntry[] => {
  for (const { position, deliveries } of entries)
    for (const { event } of deliveries) markPlace(event, { ...place, offset: Number(position) - 1 });
  return entries;
};

import type { Parked } from '@baton/bus';
import type { CloudEvent } from '@baton/contracts';
import type { KafkaMessage, Message } from 'kafkajs';
import { type EventPlace, markPlace } from './event-places.ts';
import { homeOf, sourceOf } from './partition-names.ts';

export const quarantineTopic = 'baton.quarantine.v1';

/** Under this name of a group lies what is no CloudEvent: every reader of its topic met it. */
export const unreadableGroup = 'unreadable';
const unreadableType = 'baton.unreadable-message.v1';

/** A message as it was, in base64. */
export interface RawCopy {
  readonly key: string | null;
  readonly value: string | null;
  readonly headers: Readonly<Record<string, string>>;
}

export interface QuarantineEntry {
  /** `released`: it is with its group again, until that is done with it. */
  readonly state: 'parked' | 'released';
  readonly parked: Parked;
  readonly place: EventPlace;
  /** Of a message that is no CloudEvent. */
  readonly raw?: RawCopy;
}

export const entryKey = (group: string, source: string, id: string): string => JSON.stringify([group, source, id]);

export const keyOf = ({ parked: { group, delivery } }: QuarantineEntry): string =>
  entryKey(group, delivery.event.source, delivery.event.id);

const nameOf = (place: EventPlace): string => `${sourceOf(place)}@${place.offset}`;

/** For people and other tools reason and place are headers too. All of one key lies in one partition. */
export const messageOfEntry = (entry: QuarantineEntry, partitions: number): Message => ({
  key: keyOf(entry),
  partition: homeOf(entry.parked.delivery.key, partitions),
  value: JSON.stringify(entry),
  headers: {
    state: entry.state,
    group: entry.parked.group,
    reason: entry.parked.reason,
    place: nameOf(entry.place),
  },
});

export const tombstoneOf = (entry: QuarantineEntry, partitions: number): Message => ({
  key: keyOf(entry),
  partition: homeOf(entry.parked.delivery.key, partitions),
  value: null,
});

/** Undefined: the entry is over, or somebody wrote what is none. */
export const entryIn = ({ value }: KafkaMessage): QuarantineEntry | undefined => {
  if (value === null) return undefined;
  try {
    const entry = JSON.parse(value.toString()) as QuarantineEntry;
    markPlace(entry.parked.delivery.event, entry.place);
    return entry;
  } catch {
    return undefined;
  }
};

export interface Unreadable {
  readonly message: KafkaMessage;
  readonly place: EventPlace;
  readonly reason: string;
  readonly parkedAt: number;
}

/** The entry of a message that is no CloudEvent; whichever reader meets it writes the same one. */
export const unreadableEntry = ({ message, place, reason, parkedAt }: Unreadable): QuarantineEntry => {
  const key = message.key?.toString() ?? '';
  const event: CloudEvent = {
    specversion: '1.0',
    id: nameOf(place),
    source: `urn:baton:kafka:${place.topic}`,
    type: unreadableType,
    data: { reason },
  };
  const recordedAt = Number(message.timestamp);
  const delivery = { topic: place.topic, key, event, recordedAt, attempts: 0 };
  return {
    state: 'parked',
    parked: { group: unreadableGroup, delivery, reason, parkedAt },
    place,
    raw: rawCopyOf(message),
  };
};

const rawCopyOf = ({ key, value, headers = {} }: KafkaMessage): RawCopy => ({
  key: key?.toString('base64') ?? null,
  value: value?.toString('base64') ?? null,
  headers: Object.fromEntries(
    Object.entries(headers).flatMap(([name, header]) => {
      const first = Array.isArray(header) ? header[0] : header;
      return first === undefined ? [] : [[name, Buffer.from(first).toString('base64')]];
    }),
  ),
});

export const messageOfRaw = ({ key, value, headers }: RawCopy): Message => ({
  key: key === null ? null : Buffer.from(key, 'base64'),
  value: value === null ? null : Buffer.from(value, 'base64'),
  headers: Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, Buffer.from(text, 'base64')])),
});

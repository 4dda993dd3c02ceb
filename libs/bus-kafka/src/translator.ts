import type { FeedEntry } from '@baton/bus';
import { caseIdOf } from '@baton/contracts';
import type { KafkaMessage, Message } from 'kafkajs';
import { decodeMessage } from './cloud-event-codec.ts';
import { homeOf, type PartitionPlace } from './partition-names.ts';
import { type QuarantineEntry, unreadableEntry } from './quarantine-entry.ts';

export interface TranslatorSetting {
  /** Both durable when they resolve. */
  setAside(entries: readonly QuarantineEntry[]): Promise<void>;
  send(topic: string, messages: readonly Message[]): Promise<void>;
  readonly now: () => number;
}

/** What Kafka's messages mean to the readers of the port. */
export class Translator {
  readonly #setting: TranslatorSetting;

  constructor(setting: TranslatorSetting) {
    this.#setting = setting;
  }

  /**
   * What is no CloudEvent lies in the quarantine before this resolves. With `partitions`, an event whose key belongs to
   * another one of so many partitions has been sent there and is left out: its reader would not see it here.
   */
  async entries(
    place: PartitionPlace,
    messages: readonly KafkaMessage[],
    partitions?: number,
  ): Promise<readonly FeedEntry[]> {
    const entries: FeedEntry[] = [];
    const unreadable: QuarantineEntry[] = [];
    const strangers: Message[] = [];
    for (const message of messages) {
      const offset = Number(message.offset);
      const decoded = decodeMessage(message);
      if ('poison' in decoded) {
        const parkedAt = this.#setting.now();
        unreadable.push(unreadableEntry({ message, place: { ...place, offset }, reason: decoded.poison, parkedAt }));
        continue;
      }
      const { event } = decoded;
      const key = caseIdOf(event) ?? '';
      const home = partitions === undefined ? place.partition : homeOf(key, partitions);
      if (home === place.partition) {
        const delivery = { topic: place.topic, key, event, recordedAt: Number(message.timestamp) };
        entries.push({ position: String(offset + 1), deliveries: [delivery] });
      } else strangers.push(resent(message, home));
    }
    if (unreadable.length > 0) await this.#setting.setAside(unreadable);
    if (strangers.length > 0) await this.#setting.send(place.topic, strangers);
    return entries;
  }
}

const resent = ({ key, value, headers = {} }: KafkaMessage, partition: number): Message => ({
  key,
  value,
  headers,
  partition,
});

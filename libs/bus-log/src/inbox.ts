import type { CloudEvent } from '@baton/contracts';
import { type EventStore, EventStoreFault, type NewEvent, type StoredEvent } from '@baton/event-store';
import { randomUUID } from 'node:crypto';

/** Type of the stored events that are CloudEvents as they were published. */
export const cloudEventType = 'cloud-event';

/** Every inbox stream of the topic, whoever writes it. */
export const inboxPrefix = (topic: string): string => `inbox-${topic}-`;

/** The CloudEvent in a stored event of type `cloud-event`; nothing for every other type. */
export const decodeCloudEvent = (stored: StoredEvent): readonly CloudEvent[] =>
  stored.type === cloudEventType ? [stored.data as CloudEvent] : [];

interface Call {
  readonly events: readonly NewEvent[];
  readonly bytes: number;
  resolve(): void;
  reject(reason: unknown): void;
}

/** The stream that one process publishes a topic's events to. Calls of the same moment share an append. */
export class Inbox {
  readonly #store: EventStore;
  readonly #stream: string;
  #calls: Call[] = [];
  #revision = -1;
  #isWriting = false;

  constructor(store: EventStore, stream: string) {
    this.#store = store;
    this.#stream = stream;
  }

  /** All or nothing, on disk when it resolves. */
  publish(events: readonly CloudEvent[]): Promise<void> {
    if (events.length === 0) return Promise.resolve();
    const stored = events.map((event) => ({ id: randomUUID(), type: cloudEventType, data: event }));
    const bytes = stored.reduce((sum, { data }) => sum + Buffer.byteLength(JSON.stringify(data)) + 4, 0);
    return new Promise((resolve, reject) => {
      this.#calls.push({ events: stored, bytes, resolve, reject });
      if (!this.#isWriting) void this.#write();
    });
  }

  async #write(): Promise<void> {
    this.#isWriting = true;
    await Promise.resolve();
    while (this.#calls.length > 0) {
      const group = this.#nextGroup();
      try {
        await this.#append(group.flatMap(({ events }) => events));
        for (const call of group) call.resolve();
      } catch (error) {
        for (const call of group) call.reject(error);
      }
    }
    this.#isWriting = false;
  }

  /** As many calls as fit into one append; at least one, for the store to refuse. */
  #nextGroup(): readonly Call[] {
    let bytes = 0;
    let count = 0;
    for (const call of this.#calls) {
      bytes += call.bytes;
      if (count > 0 && bytes > this.#store.maxAppendBytes) break;
      count += 1;
    }
    return this.#calls.splice(0, count);
  }

  async #append(events: readonly NewEvent[]): Promise<void> {
    for (let attempt = 0; attempt < 5; attempt += 1) {
      const result = await this.#store.append(this.#stream, this.#revision, events);
      this.#revision = result.kind === 'appended' ? result.revision : result.actual;
      if (result.kind === 'appended') return;
    }
    throw new EventStoreFault('unavailable', `Somebody else keeps writing to ${this.#stream}.`, true);
  }
}

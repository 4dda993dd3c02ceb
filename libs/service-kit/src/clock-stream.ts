import type { Bus, Consumer } from '@baton/bus';
import type { CloudEvent } from '@baton/contracts';
import type { EventLog, EventStore, StoredEvent } from '@baton/event-store';
import { ManualClock } from './clock.ts';
import { uuidOf } from './command-ids.ts';

export const clockStream = 'clock';
export const clockTopic = 'baton.clock.v1';
const timeAdvanced = 'time-advanced';
const maxAttempts = 20;

/** Simulated time as a stream of its own: each event says what time it is now. It never goes back. */
export class ClockStream {
  readonly #store: EventStore;
  #revision = -1;
  #now: number | undefined;

  constructor(store: EventStore) {
    this.#store = store;
  }

  /** What the newest event says; undefined before the first. */
  async now(): Promise<number | undefined> {
    await this.#readOn();
    return this.#now;
  }

  /** On disk when it resolves. An instant at or before the present changes nothing. */
  async advance(to: number): Promise<void> {
    for (let attempt = 0; attempt < maxAttempts; attempt++) {
      if (this.#now !== undefined && to <= this.#now) return;
      const event = {
        id: uuidOf(clockStream, String(this.#revision + 1), String(to)),
        type: timeAdvanced,
        data: { now: to },
      };
      const result = await this.#store.append(clockStream, this.#revision, [event]);
      if (result.kind === 'appended') {
        this.#revision = result.revision;
        this.#now = to;
        return;
      }
      await this.#readOn();
    }
    throw new Error('the clock was advanced by others at the same time, again and again');
  }

  async #readOn(): Promise<void> {
    for await (const page of this.#store.readStreamPages(clockStream, { from: this.#revision + 1 })) {
      const newest = page.at(-1);
      this.#revision = newest?.revision ?? this.#revision;
      this.#now = newest === undefined ? this.#now : nowIn(newest.data);
    }
  }
}

export const advanceClock = (store: EventStore, to: number): Promise<void> => new ClockStream(store).advance(to);

/** Whether there is simulated time in the log, which may hold other streams too. */
export const saysAnything = async (log: EventLog): Promise<boolean> => {
  for await (const _ of log.readStream(clockStream, { limit: 1 })) return true;
  return false;
};

/** How an event of the clock's stream travels on the bus. */
export const clockEventOf = (stored: StoredEvent): CloudEvent => ({
  specversion: '1.0',
  id: stored.id,
  source: '/baton/clock',
  type: `baton.clock.${stored.type}.v1`,
  partitionkey: clockStream,
  data: stored.data,
});

/** Shows the time that the clock's stream says. It is a reader of the bus, so `barrier()` waits for it too. */
export class FollowedClock extends ManualClock {
  #consumer: Consumer | undefined;

  /** `reader` is `clock-<service>`. Stands at the newest event of `log` when it resolves; at 0 when there is none. */
  static async follow(bus: Bus, reader: string, log: EventLog): Promise<FollowedClock> {
    const clock = new FollowedClock();
    for await (const page of log.readStreamPages(clockStream)) await clock.set(nowIn(page.at(-1)?.data));
    clock.#consumer = await bus.consumeBatches({ reader, topics: [clockTopic], after: {} }, (batch) =>
      clock.set(nowIn(batch.at(-1)?.event.data)),
    );
    clock.#consumer.failed.catch(() => undefined);
    return clock;
  }

  async stop(): Promise<void> {
    await this.#consumer?.stop();
  }
}

const nowIn = (data: unknown): number => (data as { readonly now: number } | undefined)?.now ?? 0;

import { setTimeout as pause } from 'node:timers/promises';
import type {
  BatchSubscription,
  Bus,
  BusPosition,
  Consumer,
  Delivery,
  Lag,
  Outcome,
  Parked,
  Subscription,
} from '@baton/bus';
import type { CloudEvent } from '@baton/contracts';
import { stopwatch } from './clock.ts';
import { type Relayed, isRelayed } from './event-relay.ts';
import type { RelayBoard } from './relay-board.ts';

const pollMs = 5;

interface RelayedLogs {
  readonly relayed: () => readonly Relayed[];
  readonly withinMs?: number;
}

/** A bus that logs are relayed to: it has settled when they have been, too. Closes nothing of what it was given. */
export class RelayedBus implements Bus {
  readonly #bus: Bus;
  readonly #board: RelayBoard;
  readonly #relayed: () => readonly Relayed[];
  readonly #withinMs: number;

  /** A barrier throws when the logs are not on the bus `withinMs` after it was asked for. */
  constructor(bus: Bus, board: RelayBoard, { relayed, withinMs = 300_000 }: RelayedLogs) {
    this.#bus = bus;
    this.#board = board;
    this.#relayed = relayed;
    this.#withinMs = withinMs;
  }

  publish(topic: string, events: readonly CloudEvent[]): Promise<void> {
    return this.#bus.publish(topic, events);
  }

  consume(subscription: Subscription, handle: (delivery: Delivery) => Promise<Outcome>): Promise<Consumer> {
    return this.#bus.consume(subscription, handle);
  }

  consumeBatches(
    subscription: BatchSubscription,
    handle: (batch: readonly Delivery[], position: BusPosition) => Promise<void>,
  ): Promise<Consumer> {
    return this.#bus.consumeBatches(subscription, handle);
  }

  quarantine(group?: string): Promise<readonly Parked[]> {
    return this.#bus.quarantine(group);
  }

  release(group: string, eventId: string, source: string): Promise<boolean> {
    return this.#bus.release(group, eventId, source);
  }

  lags(): Promise<readonly Lag[]> {
    return this.#bus.lags();
  }

  async barrier(): Promise<void> {
    const spent = stopwatch();
    do {
      for (let missing = await this.#missing(); missing !== undefined; missing = await this.#missing()) {
        if (spent() > this.#withinMs)
          throw new Error(`The bus has not settled within ${this.#withinMs} ms: ${missing} is not on it yet.`);
        await pause(pollMs);
      }
      await this.#bus.barrier();
    } while ((await this.#missing()) !== undefined);
  }

  async close(): Promise<void> {}

  /** A log that the bus does not have all of. */
  async #missing(): Promise<string | undefined> {
    for (const relayed of this.#relayed()) if (!(await isRelayed(relayed, this.#board))) return relayed.name;
    return undefined;
  }
}

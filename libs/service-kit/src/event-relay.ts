import { setTimeout as pause } from 'node:timers/promises';
import type { Bus } from '@baton/bus';
import type { CloudEvent } from '@baton/contracts';
import type { EventLog, Position, StoredEvent } from '@baton/event-store';
import { busTopics, cloudEventsOf } from './bus-topics.ts';
import { persistently } from './persistently.ts';
import type { RelayBoard } from './relay-board.ts';

/** A log whose events belong on the bus, and the streams of it that do. */
export interface Relayed {
  readonly name: string;
  readonly log: EventLog;
  readonly prefixes: readonly string[];
  /** Of the streams with these prefixes, this one only. */
  readonly stream?: string;
}

export interface RelaySetting {
  readonly bus: Bus;
  readonly board: RelayBoard;
  /** Undefined: it goes on again. */
  readonly report: (trouble: string | undefined) => void;
}

const mostAtOnce = 500;
const sayEveryMs = 1_000;
const arriveWithinMs = 1_000;

/**
 * Puts what a log says on the bus, in order, from where it was: at least once. It has come as far as the board says, and
 * a crash repeats what was published since it said so last.
 */
export class EventRelay {
  readonly #relayed: Relayed;
  readonly #setting: RelaySetting;
  readonly #stop = new AbortController();
  readonly #running: Promise<void>;
  #pending: StoredEvent[] = [];
  #position: Position | undefined;
  #isSaid = true;
  #saidAt = 0;

  constructor(relayed: Relayed, setting: RelaySetting) {
    this.#relayed = relayed;
    this.#setting = setting;
    this.#position = setting.board.position(relayed.name);
    const failed = (reason: string): void => setting.report(`not on the bus yet: ${reason}`);
    const { signal } = this.#stop;
    this.#running = persistently(() => this.#follow(signal), { signal, failed });
  }

  /** What is on its way may arrive; what does not soon comes again when the log is relayed the next time. */
  async stop(): Promise<void> {
    this.#stop.abort();
    const late = new AbortController();
    await Promise.race([this.#running, pause(arriveWithinMs, undefined, late).catch(() => undefined)]);
    late.abort();
  }

  async #follow(signal: AbortSignal): Promise<void> {
    const { log, prefixes } = this.#relayed;
    const after = this.#position === undefined ? {} : { after: this.#position };
    this.#pending = [];
    for await (const item of log.subscribe({ prefixes, signal, ...after })) {
      if (item.kind === 'event' && belongs(item.event, this.#relayed)) this.#pending.push(item.event);
      const isDrained = item.kind === 'caught-up';
      if (isDrained || this.#pending.length >= mostAtOnce) await this.#publish(isDrained);
    }
  }

  async #publish(isDrained: boolean): Promise<void> {
    const { bus, board, report } = this.#setting;
    const last = this.#pending.at(-1);
    if (last !== undefined) {
      for (const [topic, events] of byTopic(this.#pending)) await bus.publish(topic, events);
      this.#pending = [];
      this.#position = last.position;
      this.#isSaid = false;
      report(undefined);
    }
    if (this.#isSaid || !(isDrained || performance.now() - this.#saidAt > sayEveryMs)) return;
    await board.say(this.#relayed.name, this.#position!);
    this.#isSaid = true;
    this.#saidAt = performance.now();
  }
}

const belongs = ({ stream }: StoredEvent, relayed: Relayed): boolean =>
  relayed.stream === undefined || relayed.stream === stream;

/** Each event on every topic that its stream belongs to. */
const byTopic = (stored: readonly StoredEvent[]): readonly (readonly [string, readonly CloudEvent[]])[] =>
  Object.entries(busTopics).flatMap(([topic, { prefixes }]) => {
    const own = stored.filter(({ stream }) => prefixes.some((prefix) => stream.startsWith(prefix)));
    const events = own.flatMap((one) => cloudEventsOf(one, topic));
    return events.length === 0 ? [] : [[topic, events] as const];
  });

/** Whether all that the log holds of these streams has been put on the bus, as far as the board says. */
export const isRelayed = async (relayed: Relayed, board: RelayBoard): Promise<boolean> => {
  const { name, log, prefixes } = relayed;
  let after = board.position(name);
  for (;;) {
    const { events, position, atHead } = await log.readAll({
      prefixes,
      limit: 1,
      ...(after === undefined ? {} : { after }),
    });
    if (events.some((event) => belongs(event, relayed))) return false;
    if (atHead || position === after) return true;
    after = position;
  }
};

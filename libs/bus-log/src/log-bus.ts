import { type BusPosition, FeedBus, type Place, type RetryPolicy } from '@baton/bus';
import type { CloudEvent } from '@baton/contracts';
import type { EventLog, EventStore } from '@baton/event-store';
import type { Checkpoints } from './checkpoints.ts';
import { Inbox, inboxPrefix } from './inbox.ts';
import type { Decode } from './log-feed.ts';
import { LogFeeds } from './log-feeds.ts';
import type { TopicPrefixes, Topics } from './topics.ts';

export interface LogBusOptions {
  /** Of this process or service: names its own log in every position and its streams of published events. */
  readonly name: string;
  readonly own: EventStore;
  /** The other logs by the names that their owners give them. */
  readonly logs: Readonly<Record<string, EventLog>>;
  /** Which streams belong to a topic, beside those that were published to it. */
  readonly topics: TopicPrefixes;
  /** The CloudEvents that a stored event of some topic stands for. What it throws stops the reader. */
  readonly decode: Decode;
  /** Shared by buses of one process that have the same topics and `decode`: each log is then read once for all. */
  readonly feeds?: LogFeeds;
  readonly checkpoints: Checkpoints;
  /** Milliseconds; for when an event was parked. */
  readonly now: () => number;
  readonly retry?: Partial<RetryPolicy>;
  readonly concurrency?: number;
}

/** The event stores' own logs as a bus: publishing is appending, consuming is reading. Closes none of the stores. */
export class LogBus extends FeedBus {
  readonly #own: EventStore;
  readonly #name: string;
  readonly #topics: Topics;
  readonly #inboxes = new Map<string, Inbox>();

  constructor(options: LogBusOptions) {
    const { name, own, logs, checkpoints, now, retry = {}, concurrency = 16 } = options;
    const shared = options.feeds ?? new LogFeeds(options.topics, options.decode);
    const feeds = Object.entries({ ...logs, [name]: own }).map(([source, log]) => shared.open(source, log));
    super({ feeds, records: checkpoints.records, board: checkpoints.board, now, retry, concurrency });
    this.#own = own;
    this.#name = name;
    this.#topics = shared.topics;
  }

  async publish(topic: string, events: readonly CloudEvent[]): Promise<void> {
    this.#topics.prefixesOf(topic);
    const inbox = this.#inboxes.get(topic) ?? new Inbox(this.#own, `${inboxPrefix(topic)}${this.#name}`);
    this.#inboxes.set(topic, inbox);
    await inbox.publish(events);
  }

  /**
   * For a reader that follows some of the logs by itself, without the bus: a barrier waits until it has said that it
   * has come to their heads. It must say so after its own appends, and also when nothing in between concerned it.
   */
  track(reader: string, sources: readonly string[], position: BusPosition = {}): Place {
    return this.join(reader, { feeds: sources, position });
  }
}

import type { Feed } from '@baton/bus';
import type { EventLog } from '@baton/event-store';
import { inboxPrefix } from './inbox.ts';
import { type Decode, LogFeed } from './log-feed.ts';

/** Which streams belong to a topic, beside those that were published to it. */
export type TopicPrefixes = Readonly<Record<string, { readonly prefixes: readonly string[] }>>;

export interface Topics {
  /** Streams whose name starts with one of these belong to the topic. Throws for a topic that is not known. */
  prefixesOf(topic: string): readonly string[];
}

/** Each log is followed, read and decoded once for all buses that share this, and let go with the last of them. */
export class LogFeeds {
  readonly topics: Topics;
  readonly #decode: Decode;
  readonly #feeds = new Map<EventLog, LogFeed>();

  constructor(topics: TopicPrefixes, decode: Decode) {
    this.topics = topicsOf(topics);
    this.#decode = decode;
  }

  /** To be closed by whoever asked for it. */
  open(name: string, log: EventLog): Feed {
    const known = this.#feeds.get(log);
    if (known !== undefined) {
      known.share();
      return known;
    }
    const released = (): void => void this.#feeds.delete(log);
    const feed = new LogFeed({ name, log, topics: this.topics, decode: this.#decode, released });
    this.#feeds.set(log, feed);
    return feed;
  }
}

const topicsOf = (topics: TopicPrefixes): Topics => {
  const prefixes = new Map(
    Object.entries(topics).map(([topic, { prefixes }]) => [topic, [...prefixes, inboxPrefix(topic)]]),
  );
  return {
    prefixesOf: (topic) => {
      const known = prefixes.get(topic);
      if (known === undefined) throw new Error(`The topic "${topic}" is not known to this bus.`);
      return known;
    },
  };
};

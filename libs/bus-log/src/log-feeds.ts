import type { Feed } from '@baton/bus';
import type { EventLog } from '@baton/event-store';
import { type Decode, LogFeed } from './log-feed.ts';
import { type TopicPrefixes, type Topics, topicsOf } from './topics.ts';

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

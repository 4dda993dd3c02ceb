import type { Feed, FeedEntry, FeedPage } from '@baton/bus';
import { caseIdOf, type CloudEvent } from '@baton/contracts';
import { type EventLog, EventStoreFault, type StoredEvent } from '@baton/event-store';
import { setImmediate as nextTurn, setTimeout as pause } from 'node:timers/promises';
import type { Topics } from './topics.ts';
import { PacedWakeUp } from './paced-wake-up.ts';

/** No stream is called so: the subscription only tells that something was appended. */
const noStream = '(none)';
const retryDelayMs = 100;
/** While readers catch up at different paces, old pages are not kept for the slowest. */
const maxAnswers = 16;
/** Readers that have nothing left to read take what comes in quick succession together. */
const paceMs = 40;

/** `topic`: the one that the reader asked for; a stream may belong to several, each with its own view of an event. */
export type Decode = (stored: StoredEvent, topic: string) => readonly CloudEvent[];

export interface LogFeedSetting {
  readonly name: string;
  readonly log: EventLog;
  readonly topics: Topics;
  readonly decode: Decode;
  /** Told when nobody uses the feed any more. */
  readonly released: () => void;
}

/** One log as a feed. Readers that ask the same question about the same state of the log share one answer. */
export class LogFeed implements Feed {
  readonly name: string;
  readonly #setting: LogFeedSetting;
  readonly #changes = new PacedWakeUp(paceMs);
  readonly #closing = new AbortController();
  readonly #answers = new Map<string, Promise<FeedPage>>();
  #answersVersion = 0;
  #users = 1;
  #watching: Promise<void> | undefined;

  constructor(setting: LogFeedSetting) {
    this.name = setting.name;
    this.#setting = setting;
  }

  get version(): number {
    return this.#changes.version;
  }

  /** One more will close it. */
  share(): void {
    this.#users += 1;
  }

  read(topics: readonly string[], after: string | undefined): Promise<FeedPage> {
    if (this.#answersVersion !== this.version) this.#answers.clear();
    this.#answersVersion = this.version;
    const question = JSON.stringify([topics, after]);
    const known = this.#answers.get(question);
    if (known !== undefined) return known;
    const answer = this.#scan(topics, after);
    this.#answers.set(question, answer);
    if (this.#answers.size > maxAnswers) this.#answers.delete(this.#answers.keys().next().value!);
    answer.catch(() => this.#answers.delete(question));
    return answer;
  }

  moved(version: number, signal: AbortSignal): Promise<void> {
    this.#watching ??= this.#watch();
    return this.#changes.after(version, signal);
  }

  nudge(): void {
    this.#changes.announce();
  }

  head(): Promise<string | undefined> {
    return this.#setting.log.head();
  }

  covers(other: string | undefined, position: string | undefined): boolean {
    return this.#setting.log.covers(other, position);
  }

  distance(after: string | undefined, to: string | undefined): number | undefined {
    return this.#setting.log.distance(after, to);
  }

  async close(): Promise<void> {
    this.#users -= 1;
    if (this.#users > 0) return;
    this.#setting.released();
    this.#closing.abort();
    this.#answers.clear();
    await this.#watching;
  }

  async #scan(topics: readonly string[], after: string | undefined): Promise<FeedPage> {
    const { version } = this;
    const prefixes = topics.flatMap((topic) => this.#setting.topics.prefixesOf(topic));
    const options = after === undefined ? { prefixes } : { prefixes, after };
    const { events, position, atHead } = await this.#setting.log.readAll(options);
    // Reading a file never waits: without this, readers that catch up would leave nobody else a turn.
    if (!atHead) await nextTurn();
    return { entries: events.map((stored) => this.#entry(topics, stored)), position, atHead, version };
  }

  #entry(topics: readonly string[], stored: StoredEvent): FeedEntry {
    const isOf = (topic: string): boolean =>
      this.#setting.topics.prefixesOf(topic).some((prefix) => stored.stream.startsWith(prefix));
    const topic = topics.find(isOf)!;
    const { recordedAt, position } = stored;
    const deliveries = this.#setting
      .decode(stored, topic)
      .map((event) => ({ topic, key: caseIdOf(event) ?? '', event, recordedAt }));
    return { position, deliveries };
  }

  async #watch(): Promise<void> {
    const { signal } = this.#closing;
    while (!signal.aborted) {
      try {
        await this.#announceAppends(signal);
      } catch (error) {
        // Whoever reads next meets the same fault and reports it.
        this.#changes.announce();
        if (error instanceof EventStoreFault && error.code === 'closed') return;
        await pause(retryDelayMs, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  async #announceAppends(signal: AbortSignal): Promise<void> {
    const { log } = this.#setting;
    const after = await log.head();
    const options = { prefixes: [noStream], signal };
    for await (const item of log.subscribe(after === undefined ? options : { ...options, after }))
      if (item.kind === 'caught-up') this.#changes.changed();
  }
}

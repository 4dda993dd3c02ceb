import type { Consumer, Delivery, Outcome, Subscription } from '../bus.ts';
import { CheckpointTrack, type TrackedEntry } from './checkpoint-track.ts';
import type { Feed, FeedPage } from './feed.ts';
import type { GroupProgress } from './group-record.ts';
import { KeyedLanes, type Try } from './keyed-lanes.ts';
import { patientRead } from './patient-read.ts';
import type { Place } from './progress-board.ts';
import type { RetryPolicy } from './retry-policy.ts';
import { ConsumerEnd } from './running-consumer.ts';
import { WakeUp } from './wake-up.ts';

/** No more is read ahead while so many events wait for their turn. */
const maxWaiting = 2_000;

interface Item {
  readonly delivery: Omit<Delivery, 'attempts'>;
  /** Parked when it has been handed over so often. */
  readonly parkAfter: number;
  over(): void;
}

export interface GroupSetting {
  readonly subscription: Subscription;
  readonly handle: (delivery: Delivery) => Promise<Outcome>;
  readonly feeds: readonly Feed[];
  readonly record: GroupProgress;
  readonly place: Place;
  readonly retry: RetryPolicy;
  readonly concurrency: number;
  readonly now: () => number;
}

/** Hands the events of all feeds to one group: in order per key, retried, parked, with its checkpoint kept. */
export class GroupConsumer {
  readonly #setting: GroupSetting;
  readonly #lanes: KeyedLanes<Item>;
  readonly #end = new ConsumerEnd();
  readonly #room = new WakeUp();
  readonly #follows: Promise<void>;
  #waiting = 0;

  constructor(setting: GroupSetting) {
    this.#setting = setting;
    this.#lanes = new KeyedLanes(setting.concurrency, (item) => this.#handOver(item));
    this.signal.addEventListener('abort', () => void this.#lanes.stop());
    this.#follows = Promise.all(setting.feeds.map((feed) => this.#follow(feed))).then(
      () => undefined,
      (error: unknown) => this.#end.fail(error),
    );
  }

  consumer(): Consumer {
    return this.#end.consumer(() => this.stop());
  }

  get signal(): AbortSignal {
    return this.#end.signal;
  }

  async stop(): Promise<void> {
    this.#end.stop();
    await this.#lanes.stop();
    await this.#follows;
    await this.#setting.record.kept();
  }

  takeReleased(delivery: Delivery): void {
    const { place, retry } = this.#setting;
    place.busy(1);
    this.#put({ delivery, parkAfter: delivery.attempts + retry.maxAttempts, over: () => place.busy(-1) });
  }

  async #follow(feed: Feed): Promise<void> {
    const { subscription, record } = this.#setting;
    const track = new CheckpointTrack();
    let after = record.position()[feed.name];
    while (!this.signal.aborted) {
      const page = await patientRead(feed, { topics: subscription.topics, after, signal: this.signal });
      if (page === undefined) return;
      this.#admit(feed.name, track, page);
      if (page.position !== after) this.#advance(feed.name, track);
      after = page.position;
      if (page.atHead) await feed.moved(page.version, this.signal);
      while (this.#waiting >= maxWaiting && !this.signal.aborted)
        await this.#room.after(this.#room.version, this.signal);
    }
  }

  #admit(feed: string, track: CheckpointTrack, page: FeedPage): void {
    const { subscription, retry } = this.#setting;
    for (const { position, deliveries } of page.entries) {
      const wanted = deliveries.filter(({ event }) => subscription.types?.includes(event.type) ?? true);
      if (wanted.length === 0) continue;
      const entry: TrackedEntry = track.add(position, wanted.length);
      const over = (): void => {
        entry.open -= 1;
        if (entry.open === 0) this.#advance(feed, track);
      };
      for (const delivery of wanted) this.#put({ delivery, parkAfter: retry.maxAttempts, over });
    }
    if (page.position !== undefined) track.add(page.position, 0);
  }

  #advance(feed: string, track: CheckpointTrack): void {
    const position = track.advance();
    if (position === undefined) return;
    this.#setting.record.moved(feed, position);
    this.#setting.place.moved(feed, position);
  }

  #put(item: Item): void {
    this.#waiting += 1;
    this.#lanes.put(item.delivery.key, item);
  }

  async #handOver(item: Item): Promise<Try> {
    try {
      return await this.#tryOnce(item);
    } catch (error) {
      this.#end.fail(error);
      return { kind: 'again', delayMs: 0 };
    }
  }

  async #tryOnce(item: Item): Promise<Try> {
    const { record, retry, subscription, now } = this.#setting;
    const { event } = item.delivery;
    const attempts = record.attempts(event);
    await record.began(event);
    const outcome = await this.#outcome({ ...item.delivery, attempts });
    if (outcome.kind === 'retry' && attempts + 1 < item.parkAfter)
      return { kind: 'again', delayMs: retry.delayMs(attempts + 1) };
    if (outcome.kind === 'done') record.ended(event);
    else {
      const delivery = { ...item.delivery, attempts: attempts + 1 };
      record.park({ group: subscription.group, delivery, reason: outcome.reason, parkedAt: now() });
    }
    item.over();
    this.#waiting -= 1;
    if (this.#waiting < maxWaiting) this.#room.announce();
    return { kind: 'over' };
  }

  async #outcome(delivery: Delivery): Promise<Outcome> {
    try {
      return await this.#setting.handle(delivery);
    } catch (error) {
      return { kind: 'retry', reason: error instanceof Error ? error.message : String(error) };
    }
  }
}

import type { BatchSubscription, BusPosition, Consumer, Delivery } from '../bus.ts';
import { FeedBuffers } from './feed-buffers.ts';
import type { Feed } from './feed.ts';
import type { Place } from './progress-board.ts';
import { ConsumerEnd } from './running-consumer.ts';

/** How often at most a reader is told that only what it does not read has moved. */
const skipNoticeMs = 1_000;

export type BatchHandler = (batch: readonly Delivery[], position: BusPosition) => Promise<void>;

export interface BatchSetting {
  readonly subscription: BatchSubscription;
  readonly handle: BatchHandler;
  readonly feeds: readonly Feed[];
  readonly place: Place;
}

/** Hands batches to one reader, one after the other; its progress moves when the handler has resolved. */
export class BatchConsumer {
  readonly #setting: BatchSetting;
  readonly #buffers: FeedBuffers;
  readonly #end = new ConsumerEnd();
  readonly #run: Promise<void>;
  #told: BusPosition;
  #noticeTimer: NodeJS.Timeout | undefined;
  #toldAtMs = -Infinity;

  constructor(setting: BatchSetting) {
    this.#setting = setting;
    this.#told = setting.subscription.after;
    this.#buffers = new FeedBuffers(setting.feeds, setting.subscription);
    this.#run = this.#work().catch((error: unknown) => this.#end.fail(error));
  }

  consumer(): Consumer {
    return this.#end.consumer(() => this.stop());
  }

  get signal(): AbortSignal {
    return this.#end.signal;
  }

  /** The feeds' source says that there is no going on. */
  fail(reason: unknown): void {
    this.#end.fail(reason);
  }

  async stop(): Promise<void> {
    this.#end.stop();
    await this.#run;
    clearTimeout(this.#noticeTimer);
  }

  async #work(): Promise<void> {
    while (!this.signal.aborted) {
      await this.#buffers.fill(this.signal);
      if (this.signal.aborted) return;
      const batch = this.#buffers.take();
      const position = this.#buffers.position();
      if (batch.length > 0 || this.#noticeIsDue(position)) await this.#tell(batch, position);
      this.#progress(position);
      if (this.#buffers.atHead) await this.#moreOrNotice();
    }
  }

  async #tell(batch: readonly Delivery[], position: BusPosition): Promise<void> {
    await this.#setting.handle(batch, position);
    this.#told = position;
    this.#toldAtMs = performance.now();
  }

  #noticeIsDue(position: BusPosition): boolean {
    return this.#hasMoved(position) && performance.now() - this.#toldAtMs >= skipNoticeMs;
  }

  #hasMoved(position: BusPosition): boolean {
    return Object.keys(position).some((feed) => position[feed] !== this.#told[feed]);
  }

  #progress(position: BusPosition): void {
    for (const [feed, at] of Object.entries(position)) this.#setting.place.moved(feed, at);
  }

  async #moreOrNotice(): Promise<void> {
    if (!this.#hasMoved(this.#buffers.position())) return this.#buffers.moved(this.signal);
    const notice = new AbortController();
    const left = skipNoticeMs - (performance.now() - this.#toldAtMs);
    this.#noticeTimer = setTimeout(() => notice.abort(), Math.max(left, 1));
    await this.#buffers.moved(AbortSignal.any([this.signal, notice.signal]));
    clearTimeout(this.#noticeTimer);
  }
}

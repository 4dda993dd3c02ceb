import { setTimeout as pause } from 'node:timers/promises';
import { type Consumer, GroupConsumer, type Place } from '@baton/bus';
import { byNumber } from './assigners.ts';
import { markPlaces } from './event-places.ts';
import { findMarks, type FoundMarks } from './group-marks.ts';
import { type GroupMark, KafkaGroupProgress } from './group-progress.ts';
import type { KafkaGroupSetting } from './kafka-group-setting.ts';
import { PartitionFeed } from './partition-feed.ts';
import { type PartitionPlace, sourceOf } from './partition-names.ts';
import { PartitionReader } from './partition-reader.ts';
import { entryKey, keyOf, type QuarantineEntry } from './quarantine-entry.ts';
import { unless } from './unless.ts';

/** What is in this member's hands between two rounds of handing out partitions. */
interface Session {
  readonly consumer: GroupConsumer;
  readonly progress: KafkaGroupProgress;
  readonly place: Place;
  readonly feeds: ReadonlyMap<string, PartitionFeed>;
  /** Released events by key of their entries. */
  readonly released: Map<string, QuarantineEntry>;
}

const again = 500;
/** How long a member that ends waits for what it would still keep: what is not kept comes again. */
const keepWithinMs = 3_000;

/** One member of a consumer group: works on the partitions that the group gives it, until they are given anew. */
export class KafkaGroup {
  readonly #setting: KafkaGroupSetting;
  readonly #reader: PartitionReader;
  /** Keeps a barrier waiting while nobody knows what this member will be given. */
  readonly #between: Place;
  readonly #failed = Promise.withResolvers<never>();
  readonly #stopping = new AbortController();
  /** Kafka is not waited for any more. */
  readonly #givingUp = new AbortController();
  readonly #listenNoMore: () => void;
  #isBetween = false;
  #round = 0;
  #session: Session | undefined;
  #marks: ReadonlyMap<string, GroupMark> = new Map();
  #turn: Promise<void> = Promise.resolve();
  #stopped: Promise<void> | undefined;

  constructor(setting: KafkaGroupSetting) {
    const { subscription, cluster, board, times, translator, quarantine } = setting;
    this.#setting = setting;
    this.#failed.promise.catch(() => undefined);
    this.#between = board.join(subscription.group, { feeds: [], position: {} });
    this.#wait(true);
    this.#listenNoMore = quarantine.onReleased((entry) => this.#takeReleased(entry));
    this.#reader = new PartitionReader({
      cluster,
      group: `group.${subscription.group}`,
      topics: subscription.topics,
      assigner: byNumber,
      times,
      joined: (places) => this.#inTurn((round) => this.#begin(places, round)),
      left: () => this.#inTurn(() => this.#end()),
      failed: (reason) => this.#fail(reason),
      translate: async (place, messages) => markPlaces(place, await translator.entries(place, messages)),
    });
  }

  get memberId(): string | undefined {
    return this.#reader.memberId;
  }

  consumer(): Consumer {
    return { stop: () => this.stop(), failed: this.#failed.promise };
  }

  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    this.#listenNoMore();
    this.#stopping.abort();
    const limit = setTimeout(() => this.#givingUp.abort(), keepWithinMs);
    this.#inTurn(() => this.#end());
    await this.#turn;
    await this.#reader.stop();
    await this.#turn;
    clearTimeout(limit);
    this.#between.leave();
  }

  #fail(reason: unknown): void {
    this.#failed.reject(reason);
    void this.stop();
  }

  #wait(isBetween: boolean): void {
    if (this.#isBetween === isBetween) return;
    this.#isBetween = isBetween;
    this.#between.busy(isBetween ? 1 : -1);
  }

  /** Ends and beginnings one after the other; one that is overtaken by the next does nothing. */
  #inTurn(task: (round: number) => Promise<void>): void {
    this.#round += 1;
    const round = this.#round;
    this.#wait(true);
    this.#turn = this.#turn.then(() => task(round)).catch((error: unknown) => this.#fail(error));
  }

  async #end(): Promise<void> {
    const session = this.#session;
    if (session === undefined) return;
    this.#session = undefined;
    // What cannot be kept any more comes again, here or with another member.
    for (const feed of session.feeds.values()) void feed.close();
    await session.consumer.stop().catch(() => undefined);
    session.progress.close();
    session.place.leave();
    this.#marks = session.progress.marks();
  }

  async #begin(places: readonly PartitionPlace[], round: number): Promise<void> {
    const isOver = (): boolean => round !== this.#round || this.#stopped !== undefined;
    while (!isOver()) {
      try {
        const search = this.#setting.quarantine
          .caughtUp()
          .then(() => findMarks({ ...this.#setting, places, known: this.#marks }));
        const found = await unless(this.#stopping.signal, search);
        if (found !== undefined && !isOver()) this.#open(places, found, round);
        return;
      } catch {
        await pause(again);
      }
    }
  }

  #open(places: readonly PartitionPlace[], { marks, high }: FoundMarks, round: number): void {
    const { subscription, handle, board, quarantine, retry, concurrency, now } = this.#setting;
    const feeds = places.map((place) => {
      const source = sourceOf(place);
      const room = (): void => this.#reader.resume(place);
      return new PartitionFeed({ ...place, start: marks.get(source)!.next, high: high(source), room });
    });
    const released = new Map<string, QuarantineEntry>();
    const progress = new KafkaGroupProgress({
      marks,
      signal: this.#givingUp.signal,
      commit: (commits) => this.#reader.commit(commits),
      kept: (source, position) => place.moved(source, position),
      park: (parked, place) => quarantine.park(parked, place),
      over: async ({ source, id }) => {
        const entry = released.get(entryKey(subscription.group, source, id));
        if (entry === undefined) return;
        released.delete(keyOf(entry));
        await quarantine.remove(entry);
      },
    });
    const names = feeds.map(({ name }) => name);
    const place = board.join(subscription.group, { feeds: names, position: progress.position() });
    // A barrier waits for what is kept, not for what a crash would undo.
    const parts = { subscription, handle, feeds, record: progress, place: { ...place, moved: () => undefined } };
    const consumer = new GroupConsumer({ ...parts, retry, concurrency, now });
    consumer.consumer().failed.catch(() => {
      if (round === this.#round) this.#beginAgain(places);
    });
    this.#session = { consumer, progress, place, feeds: new Map(feeds.map((feed) => [feed.name, feed])), released };
    for (const entry of quarantine.released(subscription.group)) this.#takeReleased(entry);
    this.#reader.follow(feeds);
    this.#wait(false);
  }

  #takeReleased(entry: QuarantineEntry): void {
    const session = this.#session;
    const { delivery, group } = entry.parked;
    if (session === undefined || group !== this.#setting.subscription.group) return;
    if (!session.feeds.has(sourceOf(entry.place)) || session.released.get(keyOf(entry)) === entry) return;
    session.released.set(keyOf(entry), entry);
    session.progress.resume(delivery.event, delivery.attempts);
    session.consumer.takeReleased(delivery);
  }

  /** Something could not be kept: the same partitions once more, from what was kept. */
  #beginAgain(places: readonly PartitionPlace[]): void {
    this.#inTurn(async (round) => {
      await this.#end();
      await pause(again);
      await this.#begin(places, round);
    });
  }
}

import type { Changes } from '@baton/event-store';
import type streams from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb.js';
import { delayBefore, pause } from './patience.ts';
import { fromPosition, isBehind, type LogPosition } from './position.ts';
import { bellRequest } from './read-requests.ts';
import type { LogReader } from './log-reader.ts';
import type { ServerCalls } from './server-calls.ts';

/** Messages of this span are one ring: who hears it reads all that is there. */
const quietMs = 5;

/**
 * Says to the readers of a store that something was appended, by whomever. One subscription serves them all and carries
 * no events: they come through reads, so what the subscription loses, doubles or keeps to itself harms nobody. When it
 * is silent, the head of the log tells whether it should have spoken; then it is made anew.
 */
export class AppendBell {
  readonly #calls: ServerCalls;
  readonly #reader: LogReader;
  readonly #changes: Changes;
  readonly #silenceMs: number;
  #listeners = 0;
  #stop = new AbortController();
  #heard: LogPosition | undefined;
  #quiet: NodeJS.Timeout | undefined;
  #rungInQuiet = false;

  /** `silenceMs`: so long without any message, and the bell is asked whether it still hears. */
  constructor(
    { calls, reader, changes }: { calls: ServerCalls; reader: LogReader; changes: Changes },
    silenceMs: number,
  ) {
    this.#calls = calls;
    this.#reader = reader;
    this.#changes = changes;
    this.#silenceMs = silenceMs;
  }

  /** Rings until the answer is called; the first listener hangs the bell up, the last one takes it down. */
  listen(): () => void {
    if (this.#listeners === 0) {
      this.#stop = new AbortController();
      void this.#run(this.#stop.signal);
    }
    this.#listeners += 1;
    let left = false;
    return () => {
      if (left) return;
      left = true;
      this.#listeners -= 1;
      if (this.#listeners === 0) this.#stop.abort();
    };
  }

  close(): void {
    this.#stop.abort();
    clearTimeout(this.#quiet);
  }

  async #run(signal: AbortSignal): Promise<void> {
    for (let attempt = 1; !signal.aborted; attempt += 1) {
      const heard = await this.#hear(signal);
      if (heard) attempt = 1;
      // Nobody listened for a moment.
      this.#ring();
      await pause(delayBefore(attempt), signal);
    }
  }

  /** One subscription, until it ends, fails or is found deaf. Whether it said anything. */
  async #hear(signal: AbortSignal): Promise<boolean> {
    const deaf = new AbortController();
    const ends = AbortSignal.any([signal, deaf.signal]);
    let messages = 0;
    const watching = this.#watch(() => messages, { deaf, signal: ends });
    try {
      for await (const message of this.#calls.read(bellRequest(), { timeoutMs: Infinity, signal: ends })) {
        messages += 1;
        this.#take(message);
      }
    } catch {
      // Whatever it was: the readers look for themselves, and theirs is the fault that somebody hears of.
    } finally {
      deaf.abort();
      await watching;
    }
    return messages > 0;
  }

  #take(message: streams.ReadResp): void {
    const checkpoint = message.getCheckpoint();
    if (checkpoint !== undefined)
      this.#heard = {
        commit: BigInt(checkpoint.getCommitPosition()),
        prepare: BigInt(checkpoint.getPreparePosition()),
      };
    this.#ring();
  }

  /** Looks at every silence whether there was something to say; a connection that does not answer is given up. */
  async #watch(
    count: () => number,
    { deaf, signal }: { readonly deaf: AbortController; readonly signal: AbortSignal },
  ): Promise<void> {
    let before = count();
    while (!signal.aborted) {
      await pause(this.#silenceMs, signal);
      if (signal.aborted) return;
      const now = count();
      if (now === before && !(await this.#hearsAll())) deaf.abort();
      before = now;
    }
  }

  async #hearsAll(): Promise<boolean> {
    try {
      const head = await this.#reader.head();
      if (head === undefined) return true;
      const before = this.#heard;
      this.#heard = fromPosition(head);
      if (before === undefined) this.#ring();
      return before === undefined || !isBehind(this.#heard, before);
    } catch {
      return false;
    }
  }

  #ring(): void {
    if (this.#quiet !== undefined) {
      this.#rungInQuiet = true;
      return;
    }
    this.#changes.announce();
    this.#quiet = setTimeout(() => {
      this.#quiet = undefined;
      if (!this.#rungInQuiet) return;
      this.#rungInQuiet = false;
      this.#ring();
    }, quietMs);
  }
}

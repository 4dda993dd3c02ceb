import type { Consumer } from '../bus.ts';

/** Signals a consumer's end, wanted or not; the rest of a consumer waits on `signal`. */
export class ConsumerEnd {
  readonly #stopping = new AbortController();
  readonly #failed = Promise.withResolvers<never>();

  constructor() {
    this.#failed.promise.catch(() => undefined);
  }

  get signal(): AbortSignal {
    return this.#stopping.signal;
  }

  stop(): void {
    this.#stopping.abort();
  }

  fail(reason: unknown): void {
    if (this.signal.aborted) return;
    this.#failed.reject(reason);
    this.#stopping.abort();
  }

  consumer(stop: () => Promise<void>): Consumer {
    return { stop, failed: this.#failed.promise };
  }
}

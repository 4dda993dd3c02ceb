/** The one place that reads the time. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z; never goes back. */
  now(): number;
  /** Calls back once `now()` is at or past `at`. Answers a function that cancels. */
  at(at: number, callback: () => void): () => void;
}

const longestTimerMs = 2 ** 31 - 1;

/** The machine's time, held still while the machine sets its clock back. Its timers keep no process alive. */
export class SystemClock implements Clock {
  #latest = 0;

  now(): number {
    this.#latest = Math.max(this.#latest, Date.now());
    return this.#latest;
  }

  at(at: number, callback: () => void): () => void {
    let timer: NodeJS.Timeout;
    const wait = (): void => {
      const remainingMs = at - this.now();
      timer = remainingMs > 0 ? setTimeout(wait, Math.min(remainingMs, longestTimerMs)) : setTimeout(callback, 0);
      timer.unref();
    };
    wait();
    return () => clearTimeout(timer);
  }
}

/** Stands still until it is set. What falls due is called back inside `set`, earliest first, ties as registered. */
export class ManualClock implements Clock {
  #now: number;
  #waiting: { readonly at: number; readonly callback: () => unknown }[] = [];
  readonly #running = new Set<Promise<unknown>>();

  constructor(now = 0) {
    this.#now = now;
  }

  now(): number {
    return this.#now;
  }

  /**
   * An instant that is already past changes nothing: time never goes back. Resolves when everything that was called
   * back, and what that asked for within the same instant, has ended; whether it failed is its own affair.
   */
  async set(now: number): Promise<void> {
    this.#now = Math.max(this.#now, now);
    this.#callBackDue();
    while (this.#running.size > 0) await Promise.all(this.#running);
  }

  at(at: number, callback: () => void): () => void {
    const entry = { at, callback };
    this.#waiting.push(entry);
    if (at <= this.#now) this.#run(() => this.#callBackDue());
    return () => {
      this.#waiting = this.#waiting.filter((other) => other !== entry);
    };
  }

  #callBackDue(): void {
    for (let due = this.#takeEarliestDue(); due !== undefined; due = this.#takeEarliestDue()) {
      const ended = due.callback();
      if (ended instanceof Promise) this.#run(() => ended);
    }
  }

  #run(work: () => unknown): void {
    const running = Promise.resolve()
      .then(work)
      .catch(() => undefined)
      .finally(() => this.#running.delete(running));
    this.#running.add(running);
  }

  #takeEarliestDue(): { readonly callback: () => unknown } | undefined {
    const due = this.#waiting.filter((entry) => entry.at <= this.#now);
    const earliest = due.sort((one, other) => one.at - other.at)[0];
    this.#waiting = this.#waiting.filter((entry) => entry !== earliest);
    return earliest;
  }
}

/** Answers milliseconds of real time since it was made, whatever the clock says; for measuring, never for deciding. */
export const stopwatch = (): (() => number) => {
  const startedAt = performance.now();
  return () => performance.now() - startedAt;
};

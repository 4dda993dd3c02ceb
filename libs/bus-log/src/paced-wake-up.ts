/**
 * Counts changes at once, and wakes whoever waits for them at most once in so many milliseconds: the first change after
 * a pause wakes immediately, those that come in quick succession wake together.
 */
export class PacedWakeUp {
  readonly #paceMs: number;
  readonly #waiting = new Set<() => void>();
  #version = 0;
  /** The version at the last waking. */
  #announced = 0;
  #wokenAtMs = -Infinity;
  #timer: NodeJS.Timeout | undefined;

  constructor(paceMs: number) {
    this.#paceMs = paceMs;
  }

  get version(): number {
    return this.#version;
  }

  /** Something happened. */
  changed(): void {
    this.#version += 1;
    if (this.#timer !== undefined) return;
    const leftMs = this.#wokenAtMs + this.#paceMs - performance.now();
    if (leftMs <= 0) this.#wake();
    else this.#timer = setTimeout(() => this.#wake(), leftMs);
  }

  /** As `changed`, but nobody is left waiting. */
  announce(): void {
    this.#version += 1;
    this.#wake();
  }

  /** Resolves at the first waking for something that happened after `version`, or when `signal` aborts. */
  after(version: number, signal: AbortSignal): Promise<void> {
    if (this.#announced > version || signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const wake = (): void => {
        this.#waiting.delete(wake);
        signal.removeEventListener('abort', wake);
        resolve();
      };
      this.#waiting.add(wake);
      signal.addEventListener('abort', wake, { once: true });
    });
  }

  #wake(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#wokenAtMs = performance.now();
    this.#announced = this.#version;
    for (const wake of [...this.#waiting]) wake();
  }
}

import { EventStoreFault } from './event-store.ts';

/** Counts what happened to a log, so that a reader can wait for what came after its last look. */
export class Changes {
  #version = 0;
  #closed = false;
  readonly #waiting = new Set<() => void>();

  get version(): number {
    return this.#version;
  }

  get someoneWaits(): boolean {
    return this.#waiting.size > 0;
  }

  announce(): void {
    this.#version += 1;
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const wake of waiting) wake();
  }

  close(): void {
    this.#closed = true;
    this.announce();
  }

  throwIfClosed(): void {
    if (this.#closed) throw new EventStoreFault('closed', 'The event store is closed.', false);
  }

  /** Resolves as soon as something happened after `version`, or when `signal` aborts. */
  after(version: number, signal: AbortSignal): Promise<void> {
    if (this.#version !== version || this.#closed || signal.aborted) return Promise.resolve();
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
}

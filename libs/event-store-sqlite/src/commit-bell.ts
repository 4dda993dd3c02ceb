import { type FSWatcher, closeSync, constants, openSync, watch, writeSync } from 'node:fs';

const bellOf = (file: string): string => `${file}-bell`;
const strike = Buffer.from('!');
/** Commits of this span are one ring: who hears it reads all that is there. */
const quietMs = 1;

/** Rung by a writer behind its commits, so that followers in other processes need not ask again and again. */
export class CommitBell {
  readonly #descriptor: number;
  #pending: NodeJS.Timeout | undefined;

  constructor(file: string) {
    this.#descriptor = openSync(bellOf(file), constants.O_RDWR | constants.O_CREAT, 0o644);
  }

  ring(): void {
    this.#pending ??= setTimeout(() => this.#strike(), quietMs);
  }

  close(): void {
    if (this.#pending !== undefined) this.#strike();
    closeSync(this.#descriptor);
  }

  #strike(): void {
    clearTimeout(this.#pending);
    this.#pending = undefined;
    try {
      writeSync(this.#descriptor, strike, 0, 1, 0);
    } catch {
      // A full disk must not fail what is committed; followers look now and then.
    }
  }
}

/**
 * Hears the bell. No promise: the file may not be there yet, or the system may have no watches left, so somebody must
 * look now and then all the same, and `start` again.
 */
export class BellListener {
  readonly #bell: string;
  readonly #rung: () => void;
  #watcher: FSWatcher | undefined;

  constructor(file: string, rung: () => void) {
    this.#bell = bellOf(file);
    this.#rung = rung;
  }

  /** Does nothing when it listens already. */
  start(): void {
    if (this.#watcher !== undefined) return;
    try {
      const watcher = watch(this.#bell, { persistent: false });
      this.#watcher = watcher;
      watcher.on('error', () => this.stop());
      watcher.on('change', (event) => {
        if (event === 'rename') this.stop();
        this.#rung();
      });
    } catch {
      // No promise.
    }
  }

  stop(): void {
    this.#watcher?.close();
    this.#watcher = undefined;
  }
}

import { closeSync, type FSWatcher, openSync, watch, writeSync } from 'node:fs';

const bellOf = (file: string): string => `${file}-bell`;
const strike = Buffer.from('!');

/** Rung by a writer behind each commit, so that followers in other processes need not ask again and again. */
export class CommitBell {
  readonly #descriptor: number;

  constructor(file: string) {
    this.#descriptor = openSync(bellOf(file), 'a+');
  }

  ring(): void {
    try {
      writeSync(this.#descriptor, strike, 0, 1, 0);
    } catch {
      // A full disk must not fail what is committed; followers look now and then.
    }
  }

  close(): void {
    closeSync(this.#descriptor);
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

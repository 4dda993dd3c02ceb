import { placeIn } from './partition-names.ts';
import type { Commit } from './partition-reader.ts';

const delayMs = 200;

/** Commits that only show how far a reader is: many moves share one, and one that fails is made up for by the next. */
export class LateCommits {
  readonly #commit: (commits: readonly Commit[]) => Promise<void>;
  readonly #positions = new Map<string, string>();
  readonly #changed = new Set<string>();
  #timer: NodeJS.Timeout | undefined;
  #isOver = false;

  constructor(commit: (commits: readonly Commit[]) => Promise<void>) {
    this.#commit = commit;
  }

  note(source: string, position: string): void {
    if (this.#positions.get(source) === position) return;
    this.#positions.set(source, position);
    this.#changed.add(source);
    this.#schedule();
  }

  /** Everything once more: the group may have forgotten it. */
  again(): void {
    for (const source of this.#positions.keys()) this.#changed.add(source);
    this.#schedule();
  }

  /** The last ones. */
  async flush(): Promise<void> {
    this.#isOver = true;
    clearTimeout(this.#timer);
    await this.#send();
  }

  #schedule(): void {
    if (this.#changed.size === 0 || this.#isOver) return;
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      void this.#send();
    }, delayMs);
  }

  async #send(): Promise<void> {
    const changed = [...this.#changed];
    if (changed.length === 0) return;
    this.#changed.clear();
    try {
      await this.#commit(
        changed.map((source) => ({ ...placeIn(source), offset: this.#positions.get(source)!, metadata: '' })),
      );
    } catch {
      for (const source of changed) this.#changed.add(source);
      this.#schedule();
    }
  }
}

export interface TrackedEntry {
  readonly position: string;
  open: number;
}

/** Positions of one feed in order; the checkpoint is the last one below which everything is over. */
export class CheckpointTrack {
  readonly #entries: TrackedEntry[] = [];

  add(position: string, open: number): TrackedEntry {
    const entry = { position, open };
    this.#entries.push(entry);
    return entry;
  }

  /** The new checkpoint; undefined when it does not move. */
  advance(): string | undefined {
    let over = 0;
    while (over < this.#entries.length && this.#entries[over]!.open === 0) over += 1;
    return over === 0 ? undefined : this.#entries.splice(0, over).at(-1)!.position;
  }
}

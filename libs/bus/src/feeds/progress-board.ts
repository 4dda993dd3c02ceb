import type { BusPosition } from '../bus.ts';
import { WakeUp } from './wake-up.ts';

export interface ReaderProgress {
  readonly reader: string;
  /** The feeds that it follows. */
  readonly feeds: readonly string[];
  readonly position: BusPosition;
  /** Pieces of work that no position tells of, such as a released event. */
  readonly busy: number;
  /** In this process; its changes are announced. */
  readonly here: boolean;
}

/** The place of one running reader on the board. */
export interface Place {
  moved(feed: string, position: string): void;
  /** One more or one less piece of work that no position tells of. */
  busy(change: 1 | -1): void;
  leave(): void;
  /** Resolves when every process sees what was said so far. */
  shown(): Promise<void>;
}

/** How far every running reader has come; readers of processes that have died are not on it. */
export interface ProgressBoard {
  join(reader: string, start: { readonly feeds: readonly string[]; readonly position: BusPosition }): Place;
  readers(): readonly ReaderProgress[];
  readonly changes: WakeUp;
}

export class InMemoryProgressBoard implements ProgressBoard {
  readonly changes: WakeUp = new WakeUp();
  readonly #places = new Set<ReaderProgress>();

  join(reader: string, start: { readonly feeds: readonly string[]; readonly position: BusPosition }): Place {
    const position: Record<string, string> = { ...start.position };
    const place = { reader, feeds: start.feeds, position, busy: 0, here: true };
    this.#places.add(place);
    return {
      moved: (feed, to) => {
        if (position[feed] === to) return;
        position[feed] = to;
        this.changes.announce();
      },
      busy: (change) => {
        place.busy += change;
        this.changes.announce();
      },
      leave: () => {
        this.#places.delete(place);
        this.changes.announce();
      },
      shown: async () => undefined,
    };
  }

  readers(): readonly ReaderProgress[] {
    return [...this.#places];
  }
}

import type { BusPosition, Lag } from '../bus.ts';
import type { Feed } from './feed.ts';
import type { Place } from './progress-board.ts';

interface OwnReader {
  readonly reader: string;
  readonly feeds: readonly string[];
  readonly position: Record<string, string>;
}

/** The readers of one bus among all that are on its board, and how far they are. */
export class OwnReaders {
  readonly #readers = new Set<OwnReader>();

  /** The same place, of which is noted here what it says. */
  note(
    place: Place,
    reader: string,
    start: { readonly feeds: readonly string[]; readonly position: BusPosition },
  ): Place {
    const own: OwnReader = { reader, feeds: start.feeds, position: { ...start.position } };
    this.#readers.add(own);
    return {
      moved: (feed, position) => {
        own.position[feed] = position;
        place.moved(feed, position);
      },
      busy: (change) => place.busy(change),
      leave: () => {
        this.#readers.delete(own);
        place.leave();
      },
      shown: () => place.shown(),
    };
  }

  async lags(feeds: readonly Feed[]): Promise<readonly Lag[]> {
    const heads = await Promise.all(feeds.map(async (feed) => ({ feed, head: await feed.head() })));
    return heads.flatMap(({ feed, head }) =>
      [...this.#readers].flatMap(({ reader, feeds: names, position }) => {
        const events = names.includes(feed.name) ? feed.distance(position[feed.name], head) : undefined;
        return events === undefined ? [] : [{ reader, partition: feed.name, events }];
      }),
    );
  }
}

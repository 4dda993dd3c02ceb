import { InvalidCursor } from '@baton/read-model';

export interface BoardItem {
  readonly kind: string;
  readonly actBy: number | null;
  readonly raisedAt: number;
}

export interface BoardPageWanted {
  readonly now: number;
  readonly limit: number;
  /** From the page before. */
  readonly after?: string;
}

export interface BoardPage {
  /** Episodes. */
  readonly ids: readonly string[];
  readonly next?: string;
}

/** Group, instant within it, and the episode behind its rank: what is foreseen comes after its cause. */
type Place = readonly [number, number, string];

/**
 * What can still be saved first, by the last moment at which acting helps; then what has no such moment; last what is
 * too late, the newest first.
 */
const placeOf = (episode: string, { kind, actBy, raisedAt }: BoardItem, now: number): Place => {
  const id = `${kind === 'forecast' ? 1 : 0}${episode}`;
  if (kind === 'missed') return [2, -raisedAt, id];
  if (actBy === null) return [1, raisedAt, id];
  return actBy >= now ? [0, actBy, id] : [2, -actBy, id];
};

const compare = (one: Place, other: Place): number =>
  one[0] - other[0] || one[1] - other[1] || (one[2] < other[2] ? -1 : one[2] === other[2] ? 0 : 1);

export const boardPage = (open: ReadonlyMap<string, BoardItem>, { now, limit, after }: BoardPageWanted): BoardPage => {
  const places = Array.from(open, ([id, item]) => placeOf(id, item, now)).sort(compare);
  const start = after === undefined ? undefined : placeIn(after);
  const rest = start === undefined ? places : places.filter((place) => compare(place, start) > 0);
  const page = rest.slice(0, limit);
  const ids = page.map(([, , id]) => id.slice(1));
  const last = page.at(-1);
  return rest.length > limit && last !== undefined ? { ids, next: cursorOf(last) } : { ids };
};

const cursorOf = (place: Place): string => Buffer.from(JSON.stringify(place)).toString('base64url');

const placeIn = (cursor: string): Place => {
  try {
    const [group, instant, id] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[];
    if (typeof group === 'number' && typeof instant === 'number' && typeof id === 'string') return [group, instant, id];
  } catch {
    // Said below.
  }
  throw new InvalidCursor('`after` is not from a page of the board.');
};

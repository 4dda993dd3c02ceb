import type { StallView } from '@baton/contracts';

export interface BoardRow {
  readonly stall: StallView;
  /** It is no longer open, and leaves the board once it may move. */
  readonly cleared: boolean;
}

/**
 * The order of the board: the last moment at which acting still helps; then those without one, as they came; last those
 * whose moment has passed, the newest first.
 */
export const boardOrder = (stalls: readonly StallView[]): readonly BoardRow[] =>
  stalls
    .toSorted((left, right) => groupOf(left) - groupOf(right) || momentOf(left) - momentOf(right))
    .map((stall) => ({ stall, cleared: false }));

const isPast = ({ workingTimeLeft }: StallView): boolean => workingTimeLeft !== undefined && workingTimeLeft < 0;

const groupOf = (stall: StallView): number => (isPast(stall) ? 2 : stall.actBy === undefined ? 1 : 0);

const momentOf = (stall: StallView): number => {
  const moment = stall.actBy === undefined ? 0 : Date.parse(stall.actBy);
  return isPast(stall) ? -moment : moment;
};

export interface HeldRows {
  readonly rows: readonly BoardRow[];
  /** How many changes wait until the rows may move. */
  readonly waiting: number;
}

/** Rows under a pointer or a focus: figures go on, everything that would move a row waits and is counted. */
export const holdRows = (shown: readonly BoardRow[], fresh: readonly BoardRow[]): HeldRows => {
  const freshByEpisode = new Map(fresh.map(({ stall }) => [stall.episode, stall]));
  const shownEpisodes = new Set(shown.map(({ stall }) => stall.episode));
  let waiting = fresh.filter(({ stall }) => !shownEpisodes.has(stall.episode)).length;
  const rows = shown.map(({ stall }): BoardRow => {
    const now = freshByEpisode.get(stall.episode);
    if (now === undefined || !saysTheSame(stall, now)) waiting++;
    return now === undefined ? { stall, cleared: true } : { stall: withFigures(stall, now), cleared: false };
  });
  const kept = (list: readonly BoardRow[], other: ReadonlySet<string> | ReadonlyMap<string, unknown>): string =>
    list
      .map(({ stall }) => stall.episode)
      .filter((episode) => other.has(episode))
      .join();
  if (kept(shown, freshByEpisode) !== kept(fresh, shownEpisodes)) waiting++;
  return { rows, waiting };
};

const saysTheSame = (left: StallView, right: StallView): boolean =>
  left.sentence.title === right.sentence.title &&
  left.accountable.id === right.accountable.id &&
  left.held?.how === right.held?.how &&
  left.held?.by.id === right.held?.by.id &&
  left.options.length === right.options.length &&
  left.sentence.reasons.join() === right.sentence.reasons.join();

const withFigures = (stall: StallView, { workingTimeLeft }: StallView): StallView => {
  if (workingTimeLeft === undefined) return stall;
  return { ...stall, workingTimeLeft };
};

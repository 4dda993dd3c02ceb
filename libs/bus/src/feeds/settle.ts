import type { Feed } from './feed.ts';
import type { ProgressBoard, ReaderProgress } from './progress-board.ts';

/** How long to wait before another process's progress is looked at again. */
const foreignPollMs = 3;

type Heads = ReadonlyMap<string, string | undefined>;

/**
 * Resolves when every running reader has come to the heads of all feeds and the heads have stayed where they were.
 * A reader's own appends come before its progress, so heads that have not moved mean that nobody has anything left.
 */
export const settle = async (feeds: readonly Feed[], board: ProgressBoard, signal: AbortSignal): Promise<void> => {
  let heads = await headsOf(feeds);
  while (!signal.aborted) {
    await everyoneAt(heads, { feeds, board, signal });
    const now = await headsOf(feeds);
    if (feeds.every((feed) => now.get(feed.name) === heads.get(feed.name))) return;
    heads = now;
  }
};

const headsOf = async (feeds: readonly Feed[]): Promise<Heads> =>
  new Map(await Promise.all(feeds.map(async (feed) => [feed.name, await feed.head()] as const)));

interface Scene {
  readonly feeds: readonly Feed[];
  readonly board: ProgressBoard;
  readonly signal: AbortSignal;
}

const everyoneAt = async (heads: Heads, { feeds, board, signal }: Scene): Promise<void> => {
  const nudged = new Set<string>();
  while (!signal.aborted) {
    const version = board.changes.version;
    const behind = board.readers().filter((reader) => reader.busy > 0 || !isAt(reader, heads, feeds));
    if (behind.length === 0) return;
    for (const feed of feeds)
      if (!nudged.has(feed.name) && behind.some((reader) => reader.here && reader.feeds.includes(feed.name))) {
        nudged.add(feed.name);
        feed.nudge();
      }
    await changeOrPoll(board, version, { signal, poll: behind.some((reader) => !reader.here) });
  }
};

const isAt = (reader: ReaderProgress, heads: Heads, feeds: readonly Feed[]): boolean =>
  feeds.every((feed) => {
    const head = heads.get(feed.name);
    return head === undefined || !reader.feeds.includes(feed.name) || feed.covers(reader.position[feed.name], head);
  });

const changeOrPoll = async (
  board: ProgressBoard,
  version: number,
  { signal, poll }: { readonly signal: AbortSignal; readonly poll: boolean },
): Promise<void> => {
  if (!poll) return board.changes.after(version, signal);
  const waited = new AbortController();
  const timer = setTimeout(() => waited.abort(), foreignPollMs);
  await board.changes.after(version, AbortSignal.any([signal, waited.signal]));
  clearTimeout(timer);
};

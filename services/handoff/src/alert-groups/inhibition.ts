import type { StallKind } from '@baton/contracts';

export interface Inhibitable {
  readonly episode: string;
  readonly kind: StallKind;
  /** The leg of the case that stands still. */
  readonly inhibition: string;
  readonly raisedAt: number;
}

/** The next one does not move because nobody is there, or has nothing to begin with, or it is sent in circles. */
const causes: readonly StallKind[] = ['absent', 'unowned', 'incomplete', 'runaround'];
const consequences: readonly StallKind[] = ['unaccepted', 'idle', 'overrun'];

/** What mutes each kind, the strongest reason first. `missed` is never muted: nothing makes it any less true. */
const mutedBy: Readonly<Record<StallKind, readonly StallKind[]>> = {
  absent: [],
  unowned: [],
  incomplete: [],
  runaround: [],
  unaccepted: causes,
  idle: causes,
  overrun: causes,
  forecast: [...causes, ...consequences],
  missed: [],
};

/**
 * Of open episodes, those that merely follow from another one of the same leg that stands still: muted episode → the
 * episode that causes it. Muting says so and hides nothing.
 */
export const inhibited = <E extends Inhibitable>(open: readonly E[]): ReadonlyMap<string, E> => {
  const muted = new Map<string, E>();
  for (const together of Map.groupBy(open, ({ inhibition }) => inhibition).values()) {
    for (const { episode, kind } of together) {
      const cause = causeAmong(together, mutedBy[kind]);
      if (cause !== undefined) muted.set(episode, cause);
    }
  }
  return muted;
};

const causeAmong = <E extends Inhibitable>(together: readonly E[], kinds: readonly StallKind[]): E | undefined => {
  for (const kind of kinds) {
    const [oldest] = together.filter((one) => one.kind === kind).sort(byAge);
    if (oldest !== undefined) return oldest;
  }
  return undefined;
};

const byAge = (one: Inhibitable, other: Inhibitable): number =>
  one.raisedAt - other.raisedAt || (one.episode < other.episode ? -1 : 1);

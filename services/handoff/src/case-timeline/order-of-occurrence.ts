import type { Decision, Fact, Instant, PartyView, TimelineEntry } from '@baton/contracts';

export interface Occurrence {
  readonly at: Instant;
  /** When each fact of the case counts; others count from when they were recorded. */
  readonly takenAt: ReadonlyMap<Fact['id'], Instant>;
}

interface Placed {
  readonly entry: TimelineEntry;
  readonly countsAt: Instant;
}

/**
 * Entries of a timeline that had occurred, or were due, by an instant, in that order, whenever they were recorded; each
 * with who was accountable then, as it is known now. Those of one instant keep their order.
 */
export const inOrderOfOccurrence = (
  entries: readonly TimelineEntry[],
  { at, takenAt }: Occurrence,
): TimelineEntry[] => {
  const placed = entries
    .map((entry) => ({ entry, countsAt: instantOf(entry, takenAt) }))
    .filter(({ countsAt }) => countsAt <= at)
    .sort((one, other) => one.countsAt - other.countsAt);
  let accountable: PartyView | undefined;
  return placed.map(({ entry }, index) => {
    accountable = movedBy(placed, index) ?? accountable;
    return accountable === undefined ? entry : { ...entry, accountable };
  });
};

const instantOf = ({ kind, evidence, recordedAt }: TimelineEntry, takenAt: Occurrence['takenAt']): Instant =>
  kind === 'decision' ? (evidence as Decision).dueAt : (takenAt.get((evidence as Fact).id) ?? Date.parse(recordedAt));

/** To whom accountability went with this entry: a decision itself, a fact through the decisions that follow it. */
const movedBy = (placed: readonly Placed[], index: number): PartyView | undefined => {
  const { entry, countsAt } = placed[index]!;
  let to = movedTo(entry);
  if (entry.kind === 'decision') return to;
  for (let next = index + 1; next < placed.length; next++) {
    const following = placed[next]!;
    if (following.entry.kind === 'fact' || following.countsAt !== countsAt) break;
    to = movedTo(following.entry) ?? to;
  }
  return to;
};

const movedTo = ({ type, accountable }: TimelineEntry): PartyView | undefined =>
  type === 'accountability-moved' ? accountable : undefined;

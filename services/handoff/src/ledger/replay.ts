import type { Decision, LedgerAppend } from '@baton/contracts';
import { type HandoffEngine, type SnapshotPart, meaning } from '@baton/handoff-engine';

/** Made by an engine of an older meaning: taken as it is recorded, not recomputed. Throws when it is of a newer one. */
export const isOlder = (append: Pick<LedgerAppend, 'meaning'>): boolean => {
  if (append.meaning <= meaning) return append.meaning < meaning;
  throw new Error(`the ledger was written by a newer Baton: meaning ${append.meaning}, this one is ${meaning}`);
};

/**
 * What the engine decides of one append of its own meaning: nothing of what was carried over, the differences of a new
 * meaning, the facts in order, then whatever is due by then. The same live and later.
 */
export const decisionsOf = (
  engine: HandoffEngine,
  append: Pick<LedgerAppend, 'facts' | 'recordedAt' | 'meaningChanged' | 'carried'>,
): readonly Decision[] => {
  if (append.carried !== undefined) {
    engine.take(append.carried.state as SnapshotPart);
    return [];
  }
  const { facts, recordedAt, meaningChanged } = append;
  const changed = meaningChanged === undefined ? [] : engine.changeMeaning(recordedAt);
  const decided = facts.map((fact) => engine.apply(fact, recordedAt));
  return [changed, ...decided, engine.advance(recordedAt).decisions].flat();
};

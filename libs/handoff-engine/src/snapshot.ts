import type { Instant, ReferenceFact } from '@baton/contracts';
import { type CaseEntry, newEntry } from './case-entry.ts';
import type { CaseFolder } from './case-folder.ts';
import type { Episode } from './case-record.ts';
import type { FoldedFact } from './case-state.ts';
import type { Reference } from './reference.ts';
import { initialState, refold } from './refold.ts';

/** JSON. Facts and the record; what folding has come to is folded again on the way back. */
export interface EngineSnapshot {
  /** Absent before the first entry. */
  readonly now?: Instant;
  readonly knownAt?: Instant;
  readonly sequence: number;
  readonly reference: readonly { readonly fact: ReferenceFact; readonly sequence: number; readonly recordedAt: Instant }[];
  readonly cases: readonly KeptCase[];
}

export interface KeptCase {
  readonly id: string;
  readonly facts: readonly FoldedFact[];
  readonly episodes: readonly Episode[];
  readonly accountable: string;
  readonly told: number;
  readonly foldedUpTo: Instant;
  readonly firedUpTo?: Instant;
}

const finite = (at: Instant): Instant | undefined => (Number.isFinite(at) ? at : undefined);

export const snapshotOf = (
  at: { now: Instant; knownAt: Instant; sequence: number },
  reference: Reference,
  entries: Iterable<CaseEntry>,
): EngineSnapshot => ({
  now: finite(at.now),
  knownAt: finite(at.knownAt),
  sequence: at.sequence,
  reference: [...reference.facts],
  cases: Array.from(entries, (entry) => ({
    id: entry.id,
    facts: entry.facts.map((folded) => ({ ...folded })),
    episodes: entry.record.episodes.map((episode) => ({ ...episode })),
    accountable: entry.record.accountable,
    told: entry.record.told,
    foldedUpTo: entry.foldedUpTo,
    firedUpTo: finite(entry.firedUpTo),
  })),
});

export const restoreCase = (kept: KeptCase, folder: CaseFolder, now: Instant): CaseEntry => {
  const entry = newEntry(kept.id, undefined as never);
  entry.facts.push(...kept.facts.map((folded) => ({ ...folded })));
  entry.state = initialState(entry, folder.reference);
  entry.state = refold(entry, folder, { now }).state;
  entry.record.episodes.push(...kept.episodes.map((episode) => ({ ...episode })));
  entry.record.accountable = kept.accountable;
  entry.record.told = kept.told;
  entry.foldedUpTo = kept.foldedUpTo;
  entry.firedUpTo = kept.firedUpTo ?? -Infinity;
  return entry;
};

import type { CaseFact, Instant } from '@baton/contracts';
import { append } from './append.ts';
import type { CaseEntry } from './case-entry.ts';
import type { CaseFolder } from './case-folder.ts';
import type { FoldedFact } from './case-state.ts';

const day = 86_400_000;
/** A publisher's clock may run ahead by this without a word; a fact never counts from after it was recorded. */
const futureTolerance = 5 * 60_000;
/** A fact that is late by more than this is folded where it arrives. */
const latenessWindow = 7 * day;

/** When a fact that the ledger recorded at `now` counts. */
export const take = (fact: CaseFact, now: Instant, sequence: number): FoldedFact => {
  const tooLate = fact.occurredAt < now - latenessWindow;
  const takenAt = tooLate ? now : Math.min(fact.occurredAt, now);
  return { fact, recordedAt: now, sequence, takenAt, confirmed: undefined, lost: false };
};

/** Says it of a fact that counts from another instant than it names. */
export const flag = (folder: CaseFolder, { fact, takenAt, recordedAt }: FoldedFact): void => {
  if (fact.occurredAt < takenAt) {
    folder.tell({ type: 'fact-flagged', fact: fact.id, flag: 'late', detail: 'folded where it arrived' });
  } else if (fact.occurredAt > recordedAt + futureTolerance) {
    folder.tell({ type: 'fact-flagged', fact: fact.id, flag: 'future', detail: 'taken as of when it was recorded' });
  }
};

/** One of 30 bits, by the end of the id: facts of a case that follow one another have different ends. */
export const bitOf = (factId: string): number => {
  const { length } = factId;
  const last = factId.charCodeAt(length - 1);
  return 1 << ((length < 2 ? last : last + 10 * factId.charCodeAt(length - 2)) % 30);
};

/** Keeps the order in which facts count; mostly the new one is the last. */
export const insert = (entry: CaseEntry, folded: FoldedFact): void => {
  entry.seen |= bitOf(folded.fact.id);
  const { facts } = entry;
  let at = facts.length;
  while (at > 0 && facts[at - 1]!.takenAt > folded.takenAt) at--;
  if (at === facts.length) entry.facts = append(facts, folded);
  else facts.splice(at, 0, folded);
};

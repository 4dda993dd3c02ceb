import type { CaseFact, Instant } from '@baton/contracts';
import type { CaseFolder } from './case-folder.ts';
import { type Taken, hashOf } from './fact-log.ts';

const day = 86_400_000;
/** A publisher's clock may run ahead by this without a word; a fact never counts from after it was recorded. */
const futureTolerance = 5 * 60_000;
/** A fact that is late by more than this is folded where it arrives. */
const latenessWindow = 7 * day;

/** When a fact that the ledger recorded at `now` counts. */
export const take = (fact: CaseFact, now: Instant, sequence: number): Taken => {
  const { id, occurredAt } = fact;
  const isTooLate = occurredAt < now - latenessWindow;
  const takenAt = isTooLate ? now : Math.min(occurredAt, now);
  return { fact, takenAt, recordedAt: now, sequence, hash: hashOf(id) };
};

/** Says it of a fact that counts from another instant than it names. */
export const flag = (folder: CaseFolder, { fact, takenAt, recordedAt }: Taken): void => {
  const { occurredAt } = fact;
  if (occurredAt < takenAt) {
    folder.tell({ type: 'fact-flagged', fact: fact.id, flag: 'late', detail: 'folded where it arrived' });
  } else if (occurredAt > recordedAt + futureTolerance) {
    folder.tell({ type: 'fact-flagged', fact: fact.id, flag: 'future', detail: 'taken as of when it was recorded' });
  }
};

import type { CaseFact } from '@baton/contracts';
import type { CaseEntry } from './case-entry.ts';
import type { CaseFolder } from './case-folder.ts';
import type { FoldedFact } from './fact-log.ts';
import { isAct } from './ladder/act.ts';

const voidedBy = ({ fact }: FoldedFact): string | undefined =>
  fact.type === 'baton.fact.voided.v1' ? fact.fact : undefined;

const none: ReadonlySet<string> = new Set();

/** The facts without effect: those that a voiding names which is not voided itself, whichever came first. */
export const voidedIn = (entry: CaseEntry): ReadonlySet<string> => {
  if (!entry.hasVoid) return none;
  const voided = new Set<string>();
  const voidings = entry.facts.flatMap(({ fact }) => (fact.type === 'baton.fact.voided.v1' ? [fact] : []));
  const seen = new Set<string>();
  const isVoided = (id: string): boolean => {
    if (seen.has(id)) return voided.has(id);
    seen.add(id);
    if (voidings.some((one) => one.fact === id && !isVoided(one.id))) voided.add(id);
    return voided.has(id);
  };
  for (const { fact } of voidings) isVoided(fact);
  return voided;
};

export const isVoided = (entry: CaseEntry, fact: CaseFact): boolean => entry.hasVoid && voidedIn(entry).has(fact.id);

/** Whether it, or what its voiding comes to, is something that somebody did about stalls. */
export const isAboutAct = (entry: CaseEntry, folded: FoldedFact): boolean => {
  const { facts } = entry;
  const seen = new Set<number>();
  for (let one: FoldedFact | undefined = folded; one !== undefined && !seen.has(one.row);) {
    if (isAct(one.fact)) return true;
    seen.add(one.row);
    const named = voidedBy(one);
    one = facts.find(({ fact }) => fact.id === named);
  }
  return false;
};

export const flagUnknown = (folder: CaseFolder, { id: fact, ...voiding }: CaseFact): void => {
  const named = 'fact' in voiding ? voiding.fact : '';
  const detail = `names ${named}, which is no fact of this case so far`;
  folder.tell({ type: 'fact-flagged', fact, flag: 'irregular', detail });
};

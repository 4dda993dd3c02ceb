import type { CaseFact, Decision, Fact, LedgerAppend } from '@baton/contracts';

/** One append as readers get it. */
export interface LedgerRow {
  /** Number of the ledger: its shard's, as long as nobody has changed the number of shards. */
  readonly shard: number;
  readonly revision: number;
  readonly append: LedgerAppend;
}

export const isCaseFact = (fact: Fact): fact is CaseFact => 'caseId' in fact;

/** Facts, decisions and what was set aside in one transaction, about: more would keep others waiting for too long. */
const mostInPortion = 3_000;

/** As many rows together as make no large transaction; one that is large alone is alone. */
export const portionsOf = (rows: readonly LedgerRow[]): readonly (readonly LedgerRow[])[] => {
  const portions: LedgerRow[][] = [];
  let room = 0;
  for (const row of rows) {
    const { facts, decisions, setAside = [] } = row.append;
    const size = facts.length + decisions.length + setAside.length;
    const last = portions.at(-1);
    const fits = last !== undefined && size <= room;
    if (fits) last.push(row);
    else portions.push([row]);
    room = (fits ? room : mostInPortion) - size;
  }
  return portions;
};

/** The cases that an append says something about. */
export const casesOf = (append: LedgerAppend): string[] => {
  const ids = new Set<string>();
  for (const fact of append.facts) if (isCaseFact(fact)) ids.add(fact.caseId);
  for (const decision of append.decisions) ids.add(decision.caseId);
  return [...ids];
};

export const refusalOf = (
  append: LedgerAppend,
  factId: string,
): Extract<Decision, { type: 'fact-refused' }> | undefined => {
  for (const decision of append.decisions)
    if (decision.type === 'fact-refused' && decision.fact === factId) return decision;
  return undefined;
};

/** Ids of the facts that were refused. */
export const refusedIn = (append: LedgerAppend): ReadonlySet<string> =>
  new Set(append.decisions.flatMap((decision) => (decision.type === 'fact-refused' ? [decision.fact] : [])));

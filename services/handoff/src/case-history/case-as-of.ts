import type { CaseFact, Decision, Fact, Instant, LedgerAppend } from '@baton/contracts';
import { type CaseEntry, HandoffEngine } from '@baton/handoff-engine';
import { type LedgerRow, isCaseFact } from '../ledger-reader/ledger-row.ts';
import { decisionsOf, isOlder } from '../ledger/replay.ts';

/**
 * `recorded`: as the ledger knew it then. `occurred`: as it was then, by all that has come to be known since. What
 * belongs to no case counts from when it was recorded, either way.
 */
export type Known = 'recorded' | 'occurred';

export interface AsOf {
  readonly at: Instant;
  readonly by: Known;
}

/** What one case had come to at an instant. */
export interface CaseAsOf {
  readonly engine: HandoffEngine;
  readonly entry: CaseEntry;
  readonly asOf: Instant;
  readonly by: Known;
  /** All that folding it has decided. */
  readonly decisions: readonly Decision[];
}

/** Rows of one case and of the rules, in ledger order. Undefined: there was no such case. */
export const foldCase = (rows: readonly LedgerRow[], caseId: string, { at, by }: AsOf): CaseAsOf | undefined => {
  const engine = new HandoffEngine();
  const decisions: Decision[] = [];
  if (by === 'recorded') {
    const known = rows.filter(({ append }) => append.recordedAt <= at);
    for (const { append } of known) decisions.push(...foldAppend(engine, append, caseId));
    if (known.length > 0 && isOlder(known.at(-1)!.append)) engine.changeMeaning(at);
  } else {
    for (const { fact, countsAt } of inOrderOfOccurrence(rows, caseId)) {
      if (countsAt <= at) decisions.push(...engine.apply(fact, countsAt));
    }
  }
  decisions.push(...engine.advance(at).decisions);
  const entry = engine.entry(caseId);
  return entry === undefined ? undefined : { engine, entry, asOf: at, by, decisions };
};

/**
 * Folds what an append says of the case and of the rules. Answers what came of it; of an older meaning, what is
 * recorded: its case has no state then until the meaning changes.
 */
export const foldAppend = (engine: HandoffEngine, append: LedgerAppend, caseId: string): readonly Decision[] => {
  const facts = append.facts.filter((fact) => !isCaseFact(fact) || fact.caseId === caseId);
  if (!isOlder(append)) return decisionsOf(engine, { ...append, facts });
  const decisions = append.decisions.filter((decision) => decision.caseId === caseId);
  engine.adopt({ ...append, facts, decisions });
  return decisions;
};

interface Counted {
  readonly fact: Fact;
  readonly countsAt: Instant;
}

/** Facts of the case and of the rules by the instant at which they count, ties in ledger order. */
const inOrderOfOccurrence = (rows: readonly LedgerRow[], caseId: string): Counted[] => {
  const takenAt = takenInstants(rows, caseId);
  const counted = rows.flatMap(({ append: { facts, recordedAt } }) =>
    facts
      .filter((fact) => !isCaseFact(fact) || fact.caseId === caseId)
      .map((fact) => ({ fact, countsAt: takenAt.get(fact.id) ?? recordedAt })),
  );
  return counted.sort((one, other) => one.countsAt - other.countsAt);
};

/** When each fact of the case counts, as the engine takes it. */
export const takenInstants = (rows: readonly LedgerRow[], caseId: string): ReadonlyMap<CaseFact['id'], Instant> => {
  const engine = new HandoffEngine();
  for (const { append } of rows) foldAppend(engine, append, caseId);
  return new Map(engine.entry(caseId)?.facts.map(({ fact, takenAt }) => [fact.id, takenAt]));
};

import type { Decision, LedgerAppend } from '@baton/contracts';
import { HandoffEngine } from '@baton/handoff-engine';
import { decisionsOf, isOlder } from './replay.ts';
import { isSameContent } from './same-content.ts';

export interface Difference {
  /** Number of the append in the shard's ledger, from 0. */
  readonly append: number;
  readonly recorded: Decision | CarriedItem | undefined;
  readonly recomputed: Decision | CarriedItem | undefined;
}

/** A case, a rule or the place that a ledger begins with: those of its fields that differ. */
export interface CarriedItem {
  readonly carried: string;
  readonly [field: string]: unknown;
}

export interface VerifyReport {
  readonly appends: number;
  readonly facts: number;
  readonly decisions: number;
  /** Appends of an older meaning: taken as they are recorded, not recomputed. */
  readonly otherMeaning: number;
  readonly differences: readonly Difference[];
}

export const maxDifferences = 20;

/**
 * Recomputes every decision of one shard's ledger from its facts, as far as it is of the running meaning, and compares
 * it with what is recorded. Throws when a newer Baton has written it.
 */
export const verifyLedger = async (
  rows: AsyncIterable<LedgerAppend>,
  engine = new HandoffEngine(),
): Promise<VerifyReport> => {
  const counts = { appends: 0, facts: 0, decisions: 0, otherMeaning: 0 };
  const differences: Difference[] = [];
  let expected: readonly Decision[] = [];
  for await (const row of rows) {
    if (isOlder(row)) {
      engine.adopt(row);
      counts.otherMeaning++;
    } else {
      expected = [...expected, ...decisionsOf(engine, row)];
      const due = row.unfinished === true ? row.decisions.length : expected.length;
      if (differences.length < maxDifferences)
        differences.push(...differencesOf(row.decisions, expected.slice(0, due), counts.appends));
      expected = expected.slice(due);
    }
    counts.appends++;
    counts.facts += row.facts.length;
    counts.decisions += row.decisions.length;
  }
  for (const recomputed of expected) differences.push({ append: counts.appends, recorded: undefined, recomputed });
  return { ...counts, differences: differences.slice(0, maxDifferences) };
};

const differencesOf = (
  recorded: readonly Decision[],
  recomputed: readonly Decision[],
  append: number,
): Difference[] => {
  const length = Math.max(recorded.length, recomputed.length);
  return Array.from({ length }, (_, index) => ({
    append,
    recorded: recorded[index],
    recomputed: recomputed[index],
  })).filter((pair) => !isSameContent(pair.recorded, pair.recomputed));
};

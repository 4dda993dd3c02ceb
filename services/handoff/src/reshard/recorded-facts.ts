import type { Fact, Instant, LedgerAppend } from '@baton/contracts';
import type { SnapshotPart } from '@baton/handoff-engine';

export interface FactsRecorded {
  readonly facts: readonly Fact[];
  readonly recordedAt: Instant;
}

interface Recorded {
  readonly fact: Fact;
  readonly recordedAt: Instant;
  readonly sequence: number;
}

/** The facts of a ledger in the order in which they were recorded, with those that were carried over into it. */
export async function* recordedFacts(rows: AsyncIterable<LedgerAppend>): AsyncGenerator<FactsRecorded> {
  let carried: Recorded[] = [];
  for await (const row of rows) {
    if (row.carried !== undefined) {
      for (const one of factsIn(row.carried.state as SnapshotPart)) carried.push(one);
      continue;
    }
    yield* inOrder(carried);
    carried = [];
    yield row;
  }
  yield* inOrder(carried);
}

const factsIn = ({ reference = [], facts = [], cases = [] }: SnapshotPart): readonly Recorded[] => [
  ...reference,
  ...facts.flatMap((some) => some.facts),
  ...cases.flatMap((kept) => kept.facts),
];

function* inOrder(recorded: Recorded[]): Generator<FactsRecorded> {
  recorded.sort((one, other) => one.recordedAt - other.recordedAt || one.sequence - other.sequence);
  for (const { fact, recordedAt } of recorded) yield { facts: [fact], recordedAt };
}

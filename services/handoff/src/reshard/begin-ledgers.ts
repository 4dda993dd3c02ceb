import type { Carried, LedgerAppend } from '@baton/contracts';
import type { EventStore } from '@baton/event-store';
import { type SnapshotPart, meaning } from '@baton/handoff-engine';
import { FencedLedger } from '../ledger/fenced-ledger.ts';
import { caseParts, ruleParts } from '../ledger/snapshot-parts.ts';
import { CarriedOver } from './carried-over.ts';
import type { Succession } from './closed-ledger.ts';

export interface Beginning {
  readonly stores: readonly EventStore[];
  readonly input: LedgerAppend['input'];
  readonly recordedAt: number;
}

/** Writes what the closed ledgers had come to into the new ones. Nothing counts before all of it is there. */
export const beginLedgers = async (succession: Succession, beginning: Beginning): Promise<void> => {
  const { stores, input, recordedAt } = beginning;
  const over = new CarriedOver(succession);
  for (const [shard, store] of stores.entries()) {
    const ledger = new FencedLedger(succession.next.first + shard, store);
    const begin = { meaning, recordedAt, input, units: [] };
    let before: Carried | undefined;
    for (const carried of contentsOf(succession, over, shard)) {
      if (before !== undefined) await ledger.write({ ...begin, carried: before, unfinished: true }, input);
      before = carried;
    }
    await ledger.write({ ...begin, carried: before! }, input);
  }
};

/** In as many appends as it takes; the first says where the ledger begins. */
function* contentsOf({ closed }: Succession, over: CarriedOver, shard: number): Generator<Carried> {
  for (const state of ruleParts(over.place, over.rules)) yield { state };
  for (const one of closed) {
    const from = { ledger: one.ledger, revision: one.revision };
    for (const state of caseParts(over.cases(one, shard))) yield { from, state: state satisfies SnapshotPart };
  }
}

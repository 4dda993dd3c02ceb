import { type FactsRecorded, recordedFacts } from '@baton/handoff';
import { CommandFailure } from '../command.ts';
import { worldsIn } from './ledgers.module.ts';

export interface LedgerOfFacts {
  /** All that is known of its cases, and of the rules, as it was recorded. */
  facts(): AsyncIterable<FactsRecorded>;
}

/**
 * The present ledgers of a data folder that belong together: those of the real world, else those of the sample. Throws
 * `CommandFailure` when there are none.
 */
export const oneWorldIn = (directory: string): readonly LedgerOfFacts[] => {
  const all = worldsIn(directory);
  const [world] = [...all.filter(({ prefix }) => prefix !== 'sample/'), ...all];
  if (world === undefined) throw new CommandFailure(`--data: no ledger in ${directory}`);
  const { first, shards, rows } = world.generations.at(-1)!;
  return Array.from({ length: shards }, (_, shard) => ({ facts: () => recordedFacts(rows(first + shard)) }));
};

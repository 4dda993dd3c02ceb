import type { Fact } from '@baton/contracts';
import { ClockStream, EmbeddedAdapters } from '@baton/service-kit';
import { shardOf } from '@baton/contracts';
import { LedgerWriter } from './ledger-writer.ts';

export interface ImportTarget {
  /** Facts of one stretch of the log, recorded at `at`; instants never go back from call to call. */
  append(facts: readonly Fact[], at: number): Promise<void>;
  /** Lets what is due by the log's end fire, and sets the folder's clock to it. */
  close(): Promise<void>;
}

/** A ledger of its own whose time is the log's. The folder is locked until it is closed; it must hold no ledger yet. */
export const openImportTarget = async (setting: { directory: string; startAt: number; shards?: number }): Promise<ImportTarget> => {
  const shards = setting.shards ?? 1;
  const adapters = await EmbeddedAdapters.open({ directory: setting.directory, clock: 'system', shards });
  const writers = adapters.ledgers.map((store, shard) => new LedgerWriter(shard, store));
  const clock = new ClockStream((await adapters.for('clock')).store);
  let now = setting.startAt;
  return {
    async append(facts, at) {
      now = Math.max(now, at);
      for (const writer of writers) {
        const own = facts.filter((fact) => !('caseId' in fact) || shardOf(fact.caseId, shards) === writer.shard);
        await writer.append(own, now, writer.position);
      }
    },
    async close() {
      for (const writer of writers) await writer.append([], now, writer.position);
      await clock.advance(now);
      await adapters.close();
    },
  };
};

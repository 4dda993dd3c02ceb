import type { BusPosition } from '@baton/bus';
import { type Fact, type LedgerAppend, ledgerStream, shardOf } from '@baton/contracts';
import type { NewEvent } from '@baton/event-store';
import { ClockStream, EmbeddedAdapters } from '@baton/service-kit';
import { LedgerProjections } from '../ledger-reader/ledger-projections.ts';
import { CollectedAppends } from './collected-appends.ts';
import { LedgerWriter } from './ledger-writer.ts';

export interface ImportTarget {
  /** Facts of one stretch of the log, recorded at `at`; instants never go back from call to call. */
  append(facts: readonly Fact[], at: number): Promise<void>;
  /** Lets what is due by the log's end fire, and sets the folder's clock to it. Everything is on disk when it resolves. */
  complete(): Promise<void>;
  /** Lets the folder go; without `complete` it holds a part of the log. */
  close(): Promise<void>;
}

export interface ImportSetting {
  readonly directory: string;
  readonly startAt: number;
  readonly shards?: number;
}

/** A ledger of its own whose time is the log's. The folder is locked until it is closed; it must hold no ledger yet. */
export const openImportTarget = async ({ directory, startAt, shards = 1 }: ImportSetting): Promise<ImportTarget> => {
  const adapters = await EmbeddedAdapters.open({ directory, clock: 'system', shards });
  const show = await showIn(adapters);
  const ledgers = adapters.ledgers.stores.map(
    (store, shard) => new CollectedAppends(store, ledgerStream(shard), (events, first) => show(shard, events, first)),
  );
  const writers = ledgers.map((ledger, shard) => new LedgerWriter(shard, ledger));
  let now = startAt;
  return {
    async append(facts, at) {
      now = Math.max(now, at);
      for (const writer of writers) {
        const own = facts.filter((fact) => !('caseId' in fact) || shardOf(fact.caseId, shards) === writer.ledger);
        await writer.append({ facts: own, now, position: writer.position });
      }
    },
    async complete() {
      for (const writer of writers) await writer.append({ facts: [], now, position: writer.position });
      for (const ledger of ledgers) await ledger.flush();
      await new ClockStream((await adapters.for('clock')).store).advance(now);
    },
    close: () => adapters.close(),
  };
};

/** Keeps the read models up with the ledgers, so that the first start has nothing to catch up with. */
const showIn = async (adapters: EmbeddedAdapters) => {
  const { kept } = await LedgerProjections.open((await adapters.for('handoff')).readModels);
  let position: BusPosition = {};
  return async (shard: number, events: readonly NewEvent[], first: number): Promise<void> => {
    const head = (await adapters.ledgers.stores[shard]!.head())!;
    position = { ...position, [ledgerStream(shard)]: head };
    const rows = events.map(({ data }, index) => ({ shard, revision: first + index, append: data as LedgerAppend }));
    await kept.take(rows, position);
  };
};

import { join } from 'node:path';
import { type LedgerAppend, ledgerStream } from '@baton/contracts';
import { SqliteEventLog } from '@baton/event-store-sqlite';

export interface LedgersHeard {
  /** Resolves when so much has been counted. */
  until(count: number): Promise<void>;
  stop(): Promise<void>;
}

export interface LedgerFolder {
  readonly data: string;
  readonly shards: number;
}

/** Hears of each append of every shard as it is on disk, seen from outside; `count` says what it counts for. */
export const followLedgers = async (
  { data, shards }: LedgerFolder,
  count: (append: LedgerAppend) => number,
): Promise<LedgersHeard> => {
  const stopping = new AbortController();
  const { signal } = stopping;
  const logs = await Promise.all(
    Array.from({ length: shards }, (_, shard) =>
      SqliteEventLog.open({ file: join(data, 'real', `ledger-${shard}.db`) }),
    ),
  );
  let counted = 0;
  let awaited = Infinity;
  let { promise: reached, resolve } = Promise.withResolvers<void>();
  const following = logs.map(async (log, shard) => {
    for await (const item of log.subscribe({ prefixes: [ledgerStream(shard)], signal })) {
      if (item.kind === 'event') counted += count(item.event.data as LedgerAppend);
      if (counted >= awaited) resolve();
    }
  });
  return {
    until(wanted) {
      awaited = wanted;
      ({ promise: reached, resolve } = Promise.withResolvers<void>());
      if (counted >= awaited) resolve();
      return reached;
    },
    async stop() {
      stopping.abort();
      await Promise.all(following);
      await Promise.all(logs.map((log) => log.close()));
    },
  };
};

export const caseFactsIn = ({ facts }: LedgerAppend): number => facts.filter((fact) => 'caseId' in fact).length;

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type LedgerAppend, ledgerAppendType, ledgerStream } from '@baton/contracts';
import { SqliteEventLog } from '@baton/event-store-sqlite';

export interface LedgerFile {
  /** `real/ledger-0`. */
  readonly name: string;
  /** Everything up to the present, in ledger order. Only reads, so Baton may run meanwhile. */
  rows(): AsyncIterable<LedgerAppend>;
}

const worlds = ['', 'real', 'sample'];

/** Every shard's ledger in a data folder, of the real world and of the sample. */
export const ledgersIn = (directory: string): readonly LedgerFile[] =>
  worlds.flatMap((world) =>
    shardsIn(join(directory, world)).map((shard) => ({
      name: [world, `ledger-${shard}`].filter((part) => part !== '').join('/'),
      rows: () => read(join(directory, world, `ledger-${shard}.db`), shard),
    })),
  );

const shardsIn = (folder: string): readonly number[] => {
  if (!existsSync(folder)) return [];
  const shards = readdirSync(folder).flatMap((name) => /^ledger-(\d+)\.db$/.exec(name)?.slice(1) ?? []);
  return shards.map(Number).sort((one, other) => one - other);
};

async function* read(file: string, shard: number): AsyncGenerator<LedgerAppend> {
  const log = await SqliteEventLog.open({ file });
  try {
    for await (const event of log.readStream(ledgerStream(shard))) {
      if (event.type === ledgerAppendType) yield event.data as LedgerAppend;
    }
  } finally {
    await log.close();
  }
}

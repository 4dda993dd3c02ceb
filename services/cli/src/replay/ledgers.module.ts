import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type Generation, type LedgerAppend, ledgerAppendType, ledgerStream } from '@baton/contracts';
import { SqliteEventLog } from '@baton/event-store-sqlite';
import type { StoredGeneration } from '@baton/handoff';
import { generationsOf, readDataFolder } from '@baton/service-kit';

/** The ledgers of the real world, or of the sample. */
export interface World {
  /** `real/`; empty where the folder is a world itself. */
  readonly prefix: string;
  /** The present one last. Only reads, so Baton may run meanwhile. */
  readonly generations: readonly StoredGeneration[];
}

const worlds = ['', 'real', 'sample'];

/** Every world in a data folder that has ledgers. */
export const worldsIn = (directory: string): readonly World[] =>
  worlds.flatMap((world) => {
    const folder = join(directory, world);
    const generations = generationsIn(folder).map((generation) => ({
      ...generation,
      rows: (ledger: number) => read(join(folder, `${ledgerStream(ledger)}.db`), ledger),
    }));
    return generations.length === 0 ? [] : [{ prefix: world === '' ? '' : `${world}/`, generations }];
  });

const generationsIn = (folder: string): readonly Generation[] => {
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => /^ledger-\d+\.db$/.test(name)) : [];
  if (files.length === 0) return [];
  return generationsOf({ ...readDataFolder(folder), shards: readDataFolder(folder)?.shards ?? files.length });
};

async function* read(file: string, ledger: number): AsyncGenerator<LedgerAppend> {
  const log = await SqliteEventLog.open({ file });
  try {
    for await (const event of log.readStream(ledgerStream(ledger))) {
      if (event.type === ledgerAppendType) yield event.data as LedgerAppend;
    }
  } finally {
    await log.close();
  }
}

import { eventStoreContract, type EventStoreHarness } from '@baton/event-store/contract';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteEventLog } from './sqlite-event-log.ts';
import { SqliteEventStore } from './sqlite-event-store.ts';

const sqliteHarness = (): EventStoreHarness => {
  const opened: { close(): Promise<void> }[] = [];
  let folder: Promise<string> | undefined;
  let now = (): number => 1_000;
  const theFile = async (): Promise<string> =>
    join(await (folder ??= mkdtemp(join(tmpdir(), 'event-store-'))), 'events.sqlite');
  const openStore = async (): Promise<SqliteEventStore> => {
    const store = await SqliteEventStore.open({ file: await theFile(), now: () => now() });
    opened.push(store);
    return store;
  };
  const closeAll = async (): Promise<void> => {
    for (const each of opened.splice(0)) await each.close();
  };
  return {
    async open(clock) {
      now = clock;
      return openStore();
    },
    async reopen() {
      await closeAll();
      return openStore();
    },
    openSecond: openStore,
    async openFollower() {
      const log = await SqliteEventLog.open({ file: await theFile() });
      opened.push(log);
      return log;
    },
    async close() {
      await closeAll();
      if (folder !== undefined) await rm(await folder, { recursive: true });
    },
  };
};

eventStoreContract('SqliteEventStore', sqliteHarness);

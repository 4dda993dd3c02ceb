import { SqliteEventStore } from '@baton/event-store-sqlite';
import { randomUUID } from 'node:crypto';
import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** Does `groups` times one append of each of `callers` callers; every append is on disk when it resolves. */
export interface Rival {
  run(callers: number, groups: number): Promise<void>;
  close(): Promise<void>;
}

const note = 'The transformer of the ward was delivered and is waiting for the acceptance of the technical service. ';

/** About 500 bytes as JSON, made anew for each append as a command would. */
const handoffEvent = (n: number) => ({
  id: randomUUID(),
  type: 'baton.handoff.offered.v1',
  data: { leg: 'acceptance', to: 'technical-service', note: note.repeat(2), items: ['papers', 'part', 'photo'], n },
  metadata: { caseId: `case-${n}`, tenant: 'main', actor: { id: 'm-weber' }, commandId: `command-${n}`, occurredAt: n },
});

export const openStoreRival = async (folder: string, name: string, maxGroupAppends: number): Promise<Rival> => {
  const store = await SqliteEventStore.open({ file: join(folder, `${name}.sqlite`), now: Date.now, maxGroupAppends });
  const revisions = new Map<string, number>();
  const call = async (stream: string, groups: number): Promise<void> => {
    let expected = revisions.get(stream) ?? -1;
    for (let n = 0; n < groups; n += 1, expected += 1) {
      const result = await store.append(stream, expected, [handoffEvent(n)]);
      if (result.kind === 'conflict') throw new Error(`conflict at ${result.actual}`);
    }
    revisions.set(stream, expected);
  };
  return {
    async run(callers, groups) {
      await Promise.all(Array.from({ length: callers }, (_, caller) => call(`case-${callers}-${caller}`, groups)));
    },
    close: () => store.close(),
  };
};

/** The same table and rows, and nothing else: no promises, no conflicts, no queue. */
export const openBareRival = async (folder: string): Promise<Rival> => {
  const file = join(folder, 'bare.sqlite');
  const model = await SqliteEventStore.open({ file, now: Date.now });
  await model.close();
  const database = new DatabaseSync(file);
  database.exec('pragma journal_mode = wal; pragma synchronous = full');
  const begin = database.prepare('begin immediate');
  const commit = database.prepare('commit');
  const insert = database.prepare(
    'insert into event (position, stream, revision, id, type, recorded_at, metadata, data) values (?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const revisions = new Map<string, number>();
  let position = 0;
  const write = (stream: string, n: number): void => {
    const { id, type, data, metadata } = handoffEvent(n);
    const revision = (revisions.get(stream) ?? -1) + 1;
    revisions.set(stream, revision);
    position += 1;
    insert.run(position, stream, revision, id, type, Date.now(), JSON.stringify(metadata), JSON.stringify(data));
  };
  return {
    async run(callers, groups) {
      for (let n = 0; n < groups; n += 1) {
        begin.run();
        for (let caller = 0; caller < callers; caller += 1) write(`case-${callers}-${caller}`, n);
        commit.run();
      }
    },
    close: async () => database.close(),
  };
};

/** What the disk gives: the bytes of a group in one write, then one sync. */
export const openRawRival = async (folder: string): Promise<Rival> => {
  const file = openSync(join(folder, 'raw.log'), 'a');
  return {
    async run(callers, groups) {
      for (let n = 0; n < groups; n += 1) {
        let text = '';
        for (let caller = 0; caller < callers; caller += 1) text += JSON.stringify(handoffEvent(n));
        writeSync(file, text);
        fdatasyncSync(file);
      }
    },
    close: async () => closeSync(file),
  };
};

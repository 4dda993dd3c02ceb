import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BellListener, CommitBell } from './commit-bell.ts';
import { SqliteEventLog } from './sqlite-event-log.ts';
import { SqliteEventStore } from './sqlite-event-store.ts';

let folder: string;
let file: string;
let listener: BellListener;
let heard: PromiseWithResolvers<void>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'commit-bell-'));
  file = join(folder, 'events.sqlite');
  heard = Promise.withResolvers();
  listener = new BellListener(file, () => heard.resolve());
});
afterEach(() => {
  listener.stop();
  rmSync(folder, { recursive: true });
});

const append = (store: SqliteEventStore) => store.append('s', -1, [{ id: randomUUID(), type: 't', data: 1 }]);

describe('the bell', () => {
  it('is heard by who started to listen when it was there', async () => {
    listener.start();
    const bell = new CommitBell(file);
    listener.start();
    listener.start();
    bell.ring();
    await expect(heard.promise).resolves.toBeUndefined();
    bell.close();
  });

  it('rings when what was appended can be read', async () => {
    const store = await SqliteEventStore.open({ file, now: () => 1 });
    const log = await SqliteEventLog.open({ file });
    listener.start();
    const appended = append(store);
    await heard.promise;
    expect((await log.readAll({ prefixes: ['s'] })).events).toHaveLength(1);
    await appended;
    await log.close();
    await store.close();
  });

  it('does not fail a commit', async () => {
    const bell = new CommitBell(file);
    bell.close();
    expect(() => bell.ring()).not.toThrow();
  });
});

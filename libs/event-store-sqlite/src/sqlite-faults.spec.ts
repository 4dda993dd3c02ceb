import { EventStoreFault, type NewEvent } from '@baton/event-store';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { EventRows, schema } from './event-rows.ts';
import { GroupCommit } from './group-commit.ts';
import { SqliteEventStore } from './sqlite-event-store.ts';
import { toFault } from './sqlite-fault.ts';

const newEvent = (data: unknown = 1): NewEvent => ({ id: randomUUID(), type: 't', data });

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'event-store-'));
  file = join(folder, 'events.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true }));

const openWriter = (options: { maxGroupAppends?: number } = {}) => {
  const database = new DatabaseSync(file, { timeout: 0 });
  database.exec(`pragma journal_mode = wal; ${schema}`);
  const commits: number[] = [];
  const rows = new EventRows(database);
  const writer = new GroupCommit({
    database,
    rows,
    now: () => 1,
    maxGroupAppends: options.maxGroupAppends ?? 1_024,
    committed: () => commits.push(rows.head().position),
  });
  return { database, commits, rows, writer };
};

const encoded = (data = '1') => [{ id: randomUUID(), type: 't', metadata: 'null', data }];

describe('group commit', () => {
  it('shares one commit among the callers of one moment', async () => {
    const { database, commits, writer } = openWriter();
    await Promise.all(Array.from({ length: 64 }, (_, n) => writer.append(`s-${n}`, -1, encoded())));
    await Promise.all(Array.from({ length: 64 }, (_, n) => writer.append(`s-${n}`, 0, encoded())));
    expect(commits).toEqual([64, 128]);
    database.close();
  });

  it('keeps a group within its limit', async () => {
    const { database, commits, writer } = openWriter({ maxGroupAppends: 3 });
    await Promise.all(Array.from({ length: 7 }, (_, n) => writer.append(`s-${n}`, -1, encoded())));
    expect(commits).toEqual([3, 6, 7]);
    database.close();
  });

  it('fails the whole group on a full disk, keeps nothing of it, and heals', async () => {
    const { database, commits, rows, writer } = openWriter();
    await writer.append('s-1', -1, encoded());
    const { page_count: pages } = { ...database.prepare('pragma page_count').get() };
    database.exec(`pragma max_page_count = ${Number(pages) + 2}`);
    const large = encoded(JSON.stringify('x'.repeat(100_000)));
    const results = await Promise.allSettled([writer.append('s-1', 0, encoded()), writer.append('s-2', -1, large)]);
    for (const result of results)
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'unavailable', retryable: true } });
    expect([rows.head().position, rows.lastRevision('s-1'), rows.lastRevision('s-2')]).toEqual([1, 0, -1]);
    database.exec('pragma max_page_count = 1000000');
    expect(await writer.append('s-1', 0, encoded())).toEqual({ kind: 'appended', revision: 1, position: '2' });
    expect(await writer.append('s-2', -1, large)).toEqual({ kind: 'appended', revision: 0, position: '3' });
    expect(commits).toEqual([1, 2, 3]);
    database.close();
  });
});

describe('a store whose file is locked by another one', () => {
  it('waits for the lock without blocking the process', async () => {
    const store = await SqliteEventStore.open({ file, now: () => 1 });
    const other = new DatabaseSync(file);
    other.exec('begin immediate');
    let answered = false;
    const pending = store.append('s', -1, [newEvent()]).then(() => (answered = true));
    for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setImmediate(resolve));
    expect(answered).toBe(false);
    other.exec('commit');
    other.close();
    expect(await pending).toBe(true);
    await store.close();
  });

  it('gives up with a fault that may be retried, and heals', async () => {
    const { database, writer } = openWriter();
    const other = new DatabaseSync(file);
    other.exec('begin immediate');
    await expect(writer.append('s', -1, encoded())).rejects.toMatchObject({ code: 'unavailable', retryable: true });
    other.exec('rollback');
    expect(await writer.append('s', -1, encoded())).toMatchObject({ kind: 'appended', revision: 0 });
    other.close();
    database.close();
  });
});

describe('a damaged file', () => {
  it('is a fault that no retry mends', async () => {
    writeFileSync(file, 'this is not a database, and long enough to have a header of one hundred bytes'.repeat(20));
    await expect(SqliteEventStore.open({ file, now: () => 1 })).rejects.toMatchObject({
      name: 'EventStoreFault',
      code: 'corrupt',
      retryable: false,
    });
    expect(readFileSync(file, 'utf8')).toContain('this is not a database');
  });
});

describe('faults', () => {
  it.each([
    [5, 'unavailable', true],
    [13, 'unavailable', true],
    [10 | (4 << 8), 'unavailable', true],
    [11 | (1 << 8), 'corrupt', false],
  ])('reads SQLite code %i as %s', (errcode, code, retryable) => {
    const fault = toFault(Object.assign(new Error('reason'), { errcode }));
    expect(fault).toBeInstanceOf(EventStoreFault);
    expect(fault).toMatchObject({ code, retryable });
  });

  it('leaves a bug a bug', () => {
    const bug = new TypeError('undefined is not a function');
    expect(toFault(bug)).toBe(bug);
  });
});

import type { EventLog, NewEvent, StoredEvent } from '@baton/event-store';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn, spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SqliteEventLog } from './sqlite-event-log.ts';
import { SqliteEventStore } from './sqlite-event-store.ts';
import { openSqliteLock } from './sqlite-lock.ts';

const newEvent = (n: number): NewEvent => ({ id: randomUUID(), type: 't', data: { n } });
const now = (): number => 1;

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'event-store-'));
  file = join(folder, 'events.sqlite');
});
afterEach(() => rmSync(folder, { recursive: true }));

const readAll = async (log: EventLog): Promise<readonly StoredEvent[]> =>
  (await log.readAll({ prefixes: [''] })).events;

describe('a follower', () => {
  it('reads what a writer left that has gone, and does not keep a new one from writing', async () => {
    const first = await SqliteEventStore.open({ file, now });
    await first.append('s', -1, [newEvent(0)]);
    await first.close();
    const log = await SqliteEventLog.open({ file });
    expect(await readAll(log)).toHaveLength(1);
    const second = await SqliteEventStore.open({ file, now });
    await second.append('s', 0, [newEvent(1)]);
    expect(await readAll(log)).toEqual(await readAll(second));
    await second.close();
    expect(await readAll(log)).toHaveLength(2);
    await log.close();
  });

  it('is told that the log was closed under it', async () => {
    const log = await SqliteEventLog.open({ file });
    const items = log.subscribe({ prefixes: [''], signal: new AbortController().signal })[Symbol.asyncIterator]();
    expect(await items.next()).toMatchObject({ value: { kind: 'caught-up' } });
    const next = items.next();
    await log.close();
    await expect(next).rejects.toMatchObject({ code: 'closed' });
  });
});

describe('a store opened to read', () => {
  it('reads, and refuses to append', async () => {
    const store = await SqliteEventStore.open({ file, now });
    await store.append('s', -1, [newEvent(0)]);
    const reader = await SqliteEventStore.open({ file, now, readOnly: true });
    expect(await readAll(reader)).toHaveLength(1);
    await expect(reader.append('s', 0, [newEvent(1)])).rejects.toMatchObject({ code: 'invalid-argument' });
    await reader.close();
    await store.close();
  });
});

describe('the lock', () => {
  const tryIt = `
    import { openSqliteLock } from ${JSON.stringify(join(import.meta.dirname, 'sqlite-lock.ts'))};
    const lock = openSqliteLock(process.argv[1]);
    process.stdout.write(lock === undefined ? 'taken' : 'mine');
    if (process.argv[2] === 'hold' && lock !== undefined) setInterval(() => {}, 1_000);
  `;
  const options = ['--conditions=@baton/source', '--input-type=module', '--eval', tryIt];
  const inAnotherProcess = (): string =>
    spawnSync(process.execPath, [...options, join(folder, 'lock')], { encoding: 'utf8' }).stdout;

  it('has one holder at a time, here and in other processes', () => {
    const lock = openSqliteLock(join(folder, 'lock'));
    expect(lock).toBeDefined();
    expect(openSqliteLock(join(folder, 'lock'))).toBeUndefined();
    expect(inAnotherProcess()).toBe('taken');
    lock?.release();
    expect(inAnotherProcess()).toBe('mine');
  });

  it('is let go by a process that is killed', async () => {
    const holder = spawn(process.execPath, [...options, join(folder, 'lock'), 'hold']);
    await once(holder.stdout, 'data');
    expect(openSqliteLock(join(folder, 'lock'))).toBeUndefined();
    holder.kill('SIGKILL');
    await once(holder, 'exit');
    const lock = openSqliteLock(join(folder, 'lock'));
    expect(lock).toBeDefined();
    lock?.release();
  });

  it('says why when the place cannot be written', () => {
    expect(() => openSqliteLock(join(folder, 'missing', 'lock'))).toThrow(
      expect.objectContaining({ code: 'unavailable' }),
    );
  });
});

import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { copyFolder } from './copy-folder.ts';
import { Snapshot } from './snapshot.ts';

let root: string;
let open: DatabaseSync[];
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'baton-backup-'));
  open = [];
});
afterEach(() => {
  for (const database of open) database.close();
  rmSync(root, { recursive: true });
});

/** A database in use: its newest rows are only in the write-ahead log. */
const database = (file: string): DatabaseSync => {
  const made = new DatabaseSync(file);
  open.push(made);
  made.exec('pragma journal_mode = wal; create table t (n integer); insert into t values (1)');
  return made;
};

const rowsIn = (file: string): number => {
  const copy = new DatabaseSync(file, { readOnly: true });
  try {
    return Number(copy.prepare('select count(*) as n from t').get()!['n']);
  } finally {
    copy.close();
  }
};

describe('a data folder in use', () => {
  it('is copied whole, without its locks', async () => {
    const data = join(root, 'data');
    mkdirSync(join(data, 'real/locks'), { recursive: true });
    writeFileSync(join(data, 'real/format'), '{"format":1}');
    writeFileSync(join(data, 'real/locks/handoff.db'), '');
    database(join(data, 'real/handoff.db')).exec('insert into t values (2)');
    const target = join(root, 'copy');
    expect((await copyFolder(data, target)).files).toEqual(['real/format', 'real/handoff.db']);
    expect(readdirSync(join(target, 'real'))).toEqual(['format', 'handoff.db']);
    expect(readFileSync(join(target, 'real/format'), 'utf8')).toBe('{"format":1}');
    expect(rowsIn(join(target, 'real/handoff.db'))).toBe(2);
  });

  it('is copied as it was at one instant', async () => {
    const [one, other] = [join(root, 'one.db'), join(root, 'other.db')];
    const [first, second] = [database(one), database(other)];
    const snapshot = await Snapshot.take([one, other]);
    first.exec('insert into t values (2)');
    second.exec('insert into t values (2)');
    await snapshot.copy(one, join(root, 'one-copy.db'));
    await snapshot.copy(other, join(root, 'other-copy.db'));
    snapshot.close();
    expect([rowsIn(join(root, 'one-copy.db')), rowsIn(join(root, 'other-copy.db'))]).toEqual([1, 1]);
    expect(rowsIn(one)).toBe(2);
  });

  it('is never copied over something', async () => {
    const data = join(root, 'data');
    mkdirSync(data);
    writeFileSync(join(data, 'format'), '{}');
    await expect(copyFolder(data, data)).rejects.toThrow('--to: expected an empty folder');
    await expect(copyFolder(join(root, 'none'), join(root, 'copy'))).rejects.toThrow('--data: ');
  });
});

import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { DatabaseSync } from 'node:sqlite';
import { WriteBehind } from './write-behind.ts';

let database: DatabaseSync;
let writes: WriteBehind;

beforeEach(() => {
  database = new DatabaseSync(':memory:');
  database.exec('CREATE TABLE notes (note TEXT)');
  writes = new WriteBehind(database);
});

afterEach(() => database.close());

const note = (text: string) => (): void => void database.prepare('INSERT INTO notes VALUES (?)').run(text);
const notes = (): readonly unknown[] => [...database.prepare('SELECT note FROM notes').all()].map((row) => row['note']);

it('makes the writes in their order, of each key only the last', async () => {
  writes.add(note('a'));
  writes.replace('key', note('old'));
  writes.add(note('b'));
  writes.replace('key', note('new'));
  expect(notes()).toEqual([]);
  await writes.kept();
  expect([...notes()].sort()).toEqual(['a', 'b', 'new']);
});

it('says when the writes cannot be made, makes none of them, and tries again', async () => {
  let broken = true;
  writes.add(note('a'));
  writes.add(() => {
    if (broken) throw new Error('disk full');
  });
  await expect(writes.kept()).rejects.toThrow('disk full');
  expect(notes()).toEqual([]);
  broken = false;
  await writes.kept();
  expect(notes()).toEqual(['a']);
});

it('close makes what is left and drops what comes after', async () => {
  writes.add(note('a'));
  writes.close();
  writes.add(note('b'));
  await writes.kept();
  expect(notes()).toEqual(['a']);
});

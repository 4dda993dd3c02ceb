import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareDataFolder } from './data-folder.ts';

const one = { shards: 1 };
let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'baton-folder-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

it('writes the format of a new folder, and accepts it again', () => {
  const folder = join(directory, 'data', 'real');
  prepareDataFolder(folder, one);
  prepareDataFolder(folder, one);
  expect(JSON.parse(readFileSync(join(folder, 'format'), 'utf8'))).toEqual({
    format: 1,
    program: expect.stringMatching(/^\d+\.\d+\.\d+$/),
    shards: 1,
    id: expect.stringMatching(/^[0-9a-f-]{36}$/),
  });
});

it.each([
  ['folder-newer', '{"format":3,"program":"9.0.0"}', /has format 3; this Baton .* knows formats up to 2/],
  ['folder-damaged', '{"format":2,"shards":2,"generations":[]}', /cannot be read/],
  ['folder-damaged', '{"format":2,"shards":2,"generations":[{"first":0,"shards":"1"}]}', /cannot be read/],
  ['folder-damaged', 'format one', /cannot be read/],
  ['folder-damaged', '{"format":"1"}', /cannot be read/],
])('refuses, in one line, a folder that is: %s (%s)', (code, format, message) => {
  writeFileSync(join(directory, 'format'), format);
  expect(() => prepareDataFolder(directory, one)).toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(message) }),
  );
  expect(() => prepareDataFolder(directory, one)).not.toThrow(/\n/);
});

it('says that a folder cannot be written', () => {
  writeFileSync(join(directory, 'file'), '');
  expect(() => prepareDataFolder(join(directory, 'file', 'real'), one)).toThrow(
    expect.objectContaining({ code: 'folder-unwritable', exitCode: 73 }),
  );
});

it('keeps the number of shards that it was made with: cases must not move', () => {
  const made = prepareDataFolder(directory, { shards: 3 });
  expect(made).toEqual({ shards: 3, id: expect.any(String) });
  expect(prepareDataFolder(directory, one)).toEqual(made);
});

it('takes the number that is asked for where a folder does not say its own', () => {
  writeFileSync(join(directory, 'format'), '{"format":1,"program":"0.1.0"}');
  expect(prepareDataFolder(directory, { shards: 2 })).toEqual({ shards: 2 });
});

it('comes to an end where a parent takes no folders', () => {
  expect(() => prepareDataFolder('/proc/baton/real', one)).toThrow(
    expect.objectContaining({ code: 'folder-unwritable' }),
  );
});

it('says that a "format" which is no file cannot be read', () => {
  mkdirSync(join(directory, 'format'));
  expect(() => prepareDataFolder(directory, one)).toThrow(expect.objectContaining({ code: 'folder-damaged' }));
});

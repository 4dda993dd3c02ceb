import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepareDataFolder } from './data-folder.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'baton-folder-'));
});
afterEach(() => rmSync(directory, { recursive: true }));

it('writes the format of a new folder, and accepts it again', () => {
  const folder = join(directory, 'data', 'real');
  prepareDataFolder(folder);
  prepareDataFolder(folder);
  expect(JSON.parse(readFileSync(join(folder, 'format'), 'utf8'))).toEqual({
    format: 1,
    program: expect.stringMatching(/^\d+\.\d+\.\d+$/),
  });
});

it.each([
  ['folder-newer', '{"format":2,"program":"9.0.0"}', /has format 2; this Baton .* knows formats up to 1/],
  ['folder-damaged', 'format one', /cannot be read/],
  ['folder-damaged', '{"format":"1"}', /cannot be read/],
])('refuses, in one line, a folder that is: %s (%s)', (code, format, message) => {
  writeFileSync(join(directory, 'format'), format);
  expect(() => prepareDataFolder(directory)).toThrow(
    expect.objectContaining({ code, message: expect.stringMatching(message) }),
  );
  expect(() => prepareDataFolder(directory)).not.toThrow(/\n/);
});

it('says that a folder cannot be written', () => {
  writeFileSync(join(directory, 'file'), '');
  expect(() => prepareDataFolder(join(directory, 'file', 'real'))).toThrow(
    expect.objectContaining({ code: 'folder-unwritable', exitCode: 73 }),
  );
});

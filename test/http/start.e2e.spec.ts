import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { startStandalone } from '@baton/standalone';
import { optionsFor } from './hostile-caller.ts';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'baton-start-'));
});
afterEach(() => rmSync(data, { recursive: true }));

const inOneLine = (code: string) => ({ code, message: expect.not.stringContaining('\n') });

it.each([
  ['folder-newer', '{"format":99}'],
  ['folder-damaged', 'rubbish'],
  ['folder-damaged', 'null'],
])('%s: refuses the format %s', async (code, format) => {
  mkdirSync(join(data, 'real'));
  writeFileSync(join(data, 'real', 'format'), format);
  await expect(startStandalone(optionsFor(data))).rejects.toMatchObject(inOneLine(code));
});

it('refuses a folder that takes no files, and a log file that is a folder', async () => {
  await expect(startStandalone(optionsFor('/proc/baton'))).rejects.toMatchObject(inOneLine('folder-unwritable'));
  await expect(startStandalone(optionsFor(data, { logFile: data }))).rejects.toMatchObject(inOneLine('log-unwritable'));
});

it('refuses a port that is taken, and lets the folder go again', async () => {
  const other = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => other.once('listening', resolve));
  const { port } = other.address() as AddressInfo;
  await expect(startStandalone(optionsFor(data, { port }))).rejects.toMatchObject(inOneLine('port-taken'));
  await new Promise((resolve) => other.close(resolve));
  const running = await startStandalone(optionsFor(data, { port }));
  await expect(startStandalone(optionsFor(data))).rejects.toMatchObject(inOneLine('folder-in-use'));
  await running.stop();
});

it('keeps the shards that the folder was made with', async () => {
  await (await startStandalone(optionsFor(data, { shards: 3 }))).stop();
  const running = await startStandalone(optionsFor(data, { shards: 1 }));
  expect(running.adapters.ledgers.stores).toHaveLength(3);
  expect(existsSync(join(data, 'real', 'ledger-2.db'))).toBe(true);
  await running.stop();
});

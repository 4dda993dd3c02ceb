import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { readOptions } from './options.ts';
import { startStandalone } from './start-standalone.ts';

/** The messages that are in the log after one question has been answered. */
const loggedWith = async (environment: Readonly<Record<string, string>>): Promise<readonly unknown[]> => {
  const data = mkdtempSync(join(tmpdir(), 'baton-options-'));
  try {
    const logFile = join(data, 'log');
    const asked = ['--empty', '--port', '0', '--data', data, '--log-file', logFile];
    const running = await startStandalone(readOptions(asked, environment));
    expect((await fetch(`${running.url}/v1/parties`)).status).toBe(200);
    await running.stop();
    const lines = readFileSync(logFile, 'utf8').split('\n').slice(0, -1);
    return lines.map((line) => (JSON.parse(line) as Readonly<Record<string, unknown>>)['msg']);
  } finally {
    rmSync(data, { recursive: true });
  }
};

it('logs as much as BATON_LOG_LEVEL says', async () => {
  expect(await loggedWith({})).toEqual([]);
  expect(await loggedWith({ BATON_LOG_LEVEL: 'info' })).toEqual(['answered']);
});

it('refuses a level that there is not', () => {
  expect(() => readOptions([], { BATON_LOG_LEVEL: 'loud' })).toThrow(/^BATON_LOG_LEVEL: expected one of .*"loud"$/);
});

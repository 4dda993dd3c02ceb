import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from '@jest/globals';
import { run } from './main.ts';

let server: Server | undefined;
afterEach(() => void server?.close());

const view = { zone: 'Asia/Shanghai', entries: [], stalls: [], legs: [], title: 'C', id: 'C', status: 'open' };

/** What a command asks of Baton, and what it says when something is wrong. */
const asked = async (...words: string[]): Promise<{ paths: string[]; notes: string[] }> => {
  const paths: string[] = [];
  const notes: string[] = [];
  const party = { id: 'Q', name: 'Q' };
  server = createServer((request, response) => {
    paths.push(request.url!);
    const body = { ...view, customer: party, accountable: party, route: { title: 'r', version: 1 } };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => void server!.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const nothing = (): void => undefined;
  const note = (text: string): void => void notes.push(text);
  await run([...words, '--url', url], {
    isInteractive: false,
    width: undefined,
    line: nothing,
    note,
    replace: nothing,
  });
  return { paths, notes };
};

it.each([
  ['case', '/v1/cases/C'],
  ['timeline', '/v1/cases/C/timeline'],
])('%s answers as of an instant, as recorded or as occurred', async (command, path) => {
  const { paths } = await asked(command, 'C', '--as-of', '2026-09-22T15:00', '--by', 'occurred');
  expect(paths).toEqual(['/v1/cases/C', `${path}?asOf=2026-09-22T07%3A00%3A00.000Z&by=occurred`]);
});

it('a case as it stands is asked for once', async () => {
  expect((await asked('case', 'C')).paths).toEqual(['/v1/cases/C']);
});

it.each(['case', 'timeline'])('%s knows no third way', async (command) => {
  const { paths, notes } = await asked(command, 'C', '--by', 'hearsay');
  expect([paths, notes[0]]).toEqual([
    [],
    expect.stringContaining("--by: expected recorded or occurred, found 'hearsay'"),
  ]);
});

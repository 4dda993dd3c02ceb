import { createServer, type RequestListener, type Server } from 'node:http';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { run } from './main.ts';

let folder: string;
let server: Server | undefined;
beforeEach(() => void (folder = mkdtempSync(join(tmpdir(), 'baton-cli-'))));
afterEach(() => {
  server?.close();
  rmSync(folder, { recursive: true });
});

const baton = async (...words: string[]): Promise<{ code: number; out: string; notes: string }> => {
  const out: string[] = [];
  const notes: string[] = [];
  const write = (to: string[]) => (text: string) => void to.push(text);
  const terminal = {
    isInteractive: false,
    width: undefined,
    line: write(out),
    note: write(notes),
    replace: write(notes),
  };
  const code = await run(words, terminal);
  return { code, out: out.join('\n'), notes: notes.join('\n') };
};

const serve = async (listener: RequestListener): Promise<string> => {
  server = createServer(listener);
  await new Promise<void>((resolve) => server!.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

/** Answers each batch as `refusals` of its size says, and keeps the sizes. */
const takeEvents = async (refusals: (size: number) => unknown): Promise<{ url: string; sizes: number[] }> => {
  const sizes: number[] = [];
  const url = await serve(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const { length } = JSON.parse(body) as unknown[];
    sizes.push(length);
    const problem = refusals(length);
    const type = problem === undefined ? 'application/json' : 'application/problem+json';
    response.writeHead(problem === undefined ? 202 : 422, { 'content-type': type }).end(JSON.stringify(problem ?? {}));
  });
  return { url, sizes };
};

describe('wrong usage', () => {
  it.each([
    [[], /baton COMMAND/],
    [['fly'], /expected one of case, timeline/],
    [['case'], /ID: missing/],
    [['case', 'A', 'B'], /expected one ID/],
    [['case', 'A', '--colour'], /Unknown option '--colour'/],
    [['case', 'A', '--url', 'ftp://x'], /--url \(or BATON_URL\): expected an address/],
    [['stalls', '--limit', '0'], /--limit: expected a whole number/],
    [['timeline', 'A', '--as-of', 'soon'], /--as-of: expected an instant/],
    [['timeline', 'A', '--zone', 'Mars'], /--zone: expected an IANA zone/],
    [['backup'], /--to: missing/],
  ])('%j exits with 2', async (words, message) => {
    const { code, out, notes } = await baton(...words);
    expect(code).toBe(2);
    expect(out + notes).toMatch(message);
  });

  it('is not to ask for help', async () => {
    for (const command of ['case', 'timeline', 'stalls', 'send', 'check', 'publish', 'backup']) {
      const { code, out } = await baton(command, '--help');
      expect([code, out.startsWith(`baton ${command}`)]).toEqual([0, true]);
    }
  });
});

describe('a question', () => {
  it('that Baton refuses is said field by field', async () => {
    const problem = {
      type: 'x',
      title: 'Not found',
      status: 404,
      detail: 'No such case.',
      errors: [{ pointer: '/id', detail: 'a known case' }],
    };
    const url = await serve((_, response) =>
      response.writeHead(404, { 'content-type': 'application/problem+json' }).end(JSON.stringify(problem)),
    );
    expect(await baton('case', 'X', '--url', url)).toEqual({
      code: 1,
      out: '',
      notes: 'baton case: Not found: No such case.\n  id: a known case',
    });
  });

  it('that nobody answers says so', async () => {
    const url = await serve(() => undefined);
    server!.close();
    expect((await baton('stalls', '--url', url)).notes).toContain(`Baton does not answer at ${url} (ECONNREFUSED)`);
  });

  it('goes on to the next page until the limit', async () => {
    const asked: string[] = [];
    const counts = { savable: 0, missed: 2, unaccepted: 0, runningWell: 1, open: 2 };
    const url = await serve((request, response) => {
      asked.push(request.url!);
      const page = {
        asOf: '2026-09-22T07:00:00Z',
        stalls: [stall(asked.length)],
        counts,
        zone: 'Asia/Shanghai',
        next: 'more',
      };
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(page));
    });
    const { out } = await baton('stalls', '--limit', '2', '--url', url);
    expect(asked).toEqual(['/v1/stalls?state=open&limit=2', '/v1/stalls?state=open&limit=1&after=more']);
    expect(out).toBe(
      [
        '2026-09-22T15:00+08:00  open 2: savable 0, missed 2, unaccepted 0; running well 1',
        '',
        'ACT BY                  RAISED                  KIND    STATE  CASE  PARTY  WHAT',
        '2026-09-24T16:30+08:00  2026-09-22T15:00+08:00  absent  open   C1    副院长 V  V is away',
        '2026-09-24T16:30+08:00  2026-09-22T15:00+08:00  absent  open   C2    副院长 V  V is away',
        '… and more: --limit',
      ]
        .join('\n')
        .replace('PARTY  ', 'PARTY     '),
    );
  });
});

const stall = (index: number) => ({
  caseId: `C${index}`,
  kind: 'absent',
  party: { id: 'V', name: '副院长 V' },
  raisedAt: '2026-09-22T07:00:00Z',
  actBy: '2026-09-24T08:30:00Z',
  sentence: { title: '**V** is away', reasons: [] },
});

describe('sending', () => {
  const file = (content: string): string => {
    const path = join(folder, 'events');
    writeFileSync(path, content);
    return path;
  };
  const events = (count: number): unknown[] =>
    Array.from({ length: count }, (_, index) => ({ specversion: '1.0', id: String(index) }));

  it('goes in batches of at most 500', async () => {
    const { url, sizes } = await takeEvents(() => undefined);
    const lines = events(1001).map((event) => JSON.stringify(event));
    const { code, out } = await baton('send', file(lines.join('\n')), '--url', url);
    expect([code, out, sizes]).toEqual([0, '1001 of 1001 events stored', [500, 500, 1]]);
  });

  it('names each refused event by its place in the file', async () => {
    const { url } = await takeEvents((size) =>
      size === 1 ? { title: 'Bad', errors: [{ index: 0, pointer: '/data/to', detail: 'expected a text' }] } : undefined,
    );
    const { code, out } = await baton('send', file(JSON.stringify(events(501))), '--url', url, '--json');
    expect(code).toBe(1);
    expect(JSON.parse(out)).toEqual({
      sent: 501,
      stored: 500,
      refused: [{ index: 500, field: 'data.to', expected: 'expected a text' }],
    });
  });

  it('names the line that is no JSON', async () => {
    const { code, notes } = await baton('send', file('{"id":"1"}\n{oops\n'), '--url', 'http://127.0.0.1:1');
    expect([code, notes]).toEqual([1, expect.stringMatching(/events:2: expected one JSON object a line/)]);
  });
});

import { readFileSync } from 'node:fs';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ExplanationView, type StallKind, formatInstant } from '@baton/contracts';
import { languageOf } from '@baton/wording';
import { run } from '../../services/cli/src/main.ts';
import { ledgerOf, viewAt } from './explanations.fixture.ts';
import { asItHappened, at, caseId } from './timeline.ts';

const alert = '09-22 15:00';
let server: Server;
let asked: string[];
beforeEach(async () => {
  asked = [];
  const rows = ledgerOf(asItHappened(), '09-30 18:00');
  server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://localhost');
    asked.push(request.url!);
    const [kind, leg] = ['kind', 'leg'].map((name) => searchParams.get(name) ?? undefined);
    const what = { kind: kind as StallKind | undefined, leg, language: languageOf(searchParams.get('language') ?? '') };
    const body = pathname.endsWith('/explanation') ? viewAt(rows, alert, what) : { zone: 'Asia/Shanghai' };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => void server.close());

const baton = async (...words: string[]): Promise<{ code: number; out: string; notes: string }> => {
  const out: string[] = [];
  const notes: string[] = [];
  const note = (text: string): void => void notes.push(text);
  const line = (text: string): void => void out.push(text);
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const terminal = { isInteractive: false, width: undefined, line, note, replace: note };
  const code = await run(['explain', ...words, '--url', url], terminal);
  return { code, out: out.join('\n'), notes: notes.join('\n') };
};

describe('baton explain', () => {
  it('says conclusion, reasons and entries as at the alert', async () => {
    const { code, out } = await baton(caseId, '--at', '2026-09-22T15:00');
    const golden = readFileSync(join(import.meta.dirname, 'explained-at-the-alert.txt'), 'utf8');
    expect([code, `${out}\n`]).toEqual([0, golden]);
    const wanted = `/v1/cases/${caseId}/explanation?at=${encodeURIComponent(formatInstant(at(alert)))}`;
    expect(asked).toEqual([`/v1/cases/${caseId}`, wanted]);
  });

  it('asks for one kind and leg, in another language, and answers JSON', async () => {
    const { out } = await baton(caseId, '--kind', 'idle', '--leg', 'order', '--language', 'zh-CN', '--json');
    const { findings } = JSON.parse(out) as ExplanationView;
    expect(findings).toEqual([
      expect.objectContaining({
        kind: 'idle',
        leg: 'order',
        lacks: 'not-begun',
        conclusion: expect.stringContaining('下单'),
      }),
    ]);
    expect(asked).toEqual([`/v1/cases/${caseId}/explanation?kind=idle&leg=order&language=zh-CN`]);
  });

  it.each([
    [[], /CASE: missing/],
    [[caseId, '--at', 'soon'], /--at: expected an instant/],
    [[caseId, '--kind', 'slow'], /--kind: expected one of unaccepted, idle/],
  ])('%j is wrong usage', async (words, message) => {
    const { code, notes } = await baton(...words);
    expect([code, asked]).toEqual([2, []]);
    expect(notes).toMatch(message);
  });
});

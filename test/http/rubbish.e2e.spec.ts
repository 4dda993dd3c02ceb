import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { type Target, asQ, isProblem, json, problemIn, startTarget } from './hostile-caller.ts';

let target: Target;
let routes: { readonly method: string; readonly path: string }[];
beforeAll(async () => {
  target = await startTarget();
  const { paths } = JSON.parse((await target.call('GET', '/docs-json')).text) as { paths: Record<string, object> };
  routes = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })),
  );
});
afterAll(() => target.stop());

const at = (path: string, id: string): string => path.replaceAll(/\{[^}]+\}/g, id);

const bodies = [
  '{"a":',
  'null',
  '1',
  '"x"',
  '{"__proto__":{"admin":true}}',
  '{"constructor":{"prototype":{"admin":true}}}',
  `${'['.repeat(100)}${']'.repeat(100)}`,
  '{"leg":1,"reason":[],"title":{},"amount":"x","needBy":5,"nobody":"knows"}',
  '{"leg":"a\\u0000b","title":"x\\ud800"}',
];

it('answers rubbish for every command with a problem', async () => {
  const commands = routes.filter(({ method }) => method === 'POST');
  expect(commands.length).toBeGreaterThan(20);
  for (const { path } of commands) {
    for (const body of bodies) {
      const answer = await target.call('POST', at(path, 'nobody'), { headers: asQ, body });
      expect([path, body, answer.status, isProblem(answer)]).toEqual([path, body, answer.status, true]);
    }
  }
});

const ids = [
  'nobody',
  'a%2Fb',
  '%00',
  '%25',
  'x'.repeat(129),
  'x'.repeat(600),
  '%zz',
  '__proto__',
  '%ED%A0%80',
  '%D7%A9',
];

it.each(ids)('knows nothing called %s', async (id) => {
  const reads = routes.filter(({ method, path }) => method === 'GET' && path.includes('{'));
  expect(reads.length).toBeGreaterThan(5);
  for (const { path } of reads) {
    const answer = await target.call('GET', at(path, id));
    expect([path, answer.status, isProblem(answer)]).toEqual([path, answer.status, true]);
  }
});

it('says which method would work', async () => {
  for (const { path } of routes) {
    const answer = await target.call('DELETE', at(path, 'nobody'));
    expect([path, answer.status]).toEqual([path, 405]);
    expect(answer.headers.allow).toMatch(/GET|POST/);
  }
  expect((await target.call('HEAD', '/v1/cases')).status).toBe(200);
});

it.each<[string, Record<string, string>]>([
  ['text/plain', {}],
  ['application/x-www-form-urlencoded', {}],
  ['application/json; charset=iso-8859-1', {}],
  ['application/json', { 'content-encoding': 'gzip' }],
])('takes no body of %s %j', async (type, headers) => {
  const answer = await target.call('POST', '/v1/events', { headers: { 'content-type': type, ...headers }, body: '[]' });
  expect([answer.status, isProblem(answer)]).toEqual([415, true]);
});

it('takes no body over 1 MiB', async () => {
  const answer = await target.call('POST', '/v1/events', { headers: json, body: `"${'x'.repeat(2 * 1024 * 1024)}"` });
  expect([answer.status, problemIn(answer).detail]).toEqual([413, 'The body is larger than 1 MiB.']);
});

it.each([
  ['/v1/stalls?limit=0', '/limit'],
  ['/v1/cases?limit=1e9', '/limit'],
  ['/v1/approvals?party=V&limit=many', '/limit'],
  ['/v1/stalls?after=forged', '/after'],
  ['/v1/approvals?party=V&after=WyJieS1zdGF0ZSIsMV0', '/after'],
  ['/v1/stalls?state=sleeping', '/state'],
  ['/v1/cases/case-1?asOf=yesterday', '/asOf'],
  ['/v1/cases/case-1/timeline?asOf=2026-02-30T00:00:00Z', '/asOf'],
  ['/v1/cases/case-1?asof=2026-02-03T00:00:00Z', '/asof'],
  ['/v1/cases/%00', '/id'],
])('%s: names what was wrong', async (path, pointer) => {
  const answer = await target.call('GET', path);
  expect([answer.status, problemIn(answer).errors?.map((error) => error.pointer)]).toEqual([400, [pointer]]);
  expect(problemIn(answer).detail).toMatch(/expected .*, got |expected the "next"|expected `next`/);
});

it.each<Record<string, string>>([{ host: 'evil.example' }, { origin: 'http://evil.example' }, { origin: 'null' }])(
  'is not there for %j',
  async (headers) => {
    const answer = await target.call('GET', '/v1/cases', { headers });
    expect([answer.status, isProblem(answer)]).toEqual([403, true]);
  },
);

it('answers what is no HTTP, and headers without end', async () => {
  const socket = connect(Number(new URL(target.url).port), '127.0.0.1');
  socket.end('GARBAGE\r\n\r\n');
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  expect(text).toMatch(/^HTTP\/1\.1 400 .*application\/problem\+json/s);
  const answer = await target.call('GET', '/v1/cases', { headers: { 'x-long': 'y'.repeat(20_000) } });
  expect([answer.status, isProblem(answer)]).toEqual([431, true]);
});

it('serves its description and its health', async () => {
  for (const path of ['/docs', '/docs-json', '/health/live', '/health/ready'])
    expect([path, (await target.call('GET', path)).status]).toEqual([path, 200]);
});

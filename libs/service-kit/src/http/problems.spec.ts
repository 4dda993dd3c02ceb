import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Problem } from '@baton/contracts';
import { createServiceApp, stopServiceApp } from './service-app.ts';
import { ThingsModule, settings } from './things.fixture.ts';

let app: NestFastifyApplication;
beforeAll(async () => {
  app = await createServiceApp(ThingsModule, settings);
});
afterAll(() => stopServiceApp(app));

const post = (url: string, payload: unknown, headers: Record<string, string> = {}) =>
  app.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/json', ...headers },
    payload: typeof payload === 'string' ? payload : JSON.stringify(payload),
  });
const get = (url: string, headers: Record<string, string> = {}) => app.inject({ method: 'GET', url, headers });

it('names every bad field, and what was expected', async () => {
  const response = await post('/v1/things', { amount: 'ten', kind: 'loan', items: [], extra: 1 });
  expect(response.statusCode).toBe(400);
  expect(response.headers['content-type']).toMatch('application/problem+json');
  const problem = response.json<Problem>();
  expect(problem.type).toBe('urn:baton:problem:invalid-input');
  expect(problem.errors).toEqual([
    { pointer: '/extra', detail: 'expected no such field, got 1' },
    { pointer: '/amount', detail: 'expected at least 1 and an integer number, got "ten"' },
    { pointer: '/kind', detail: 'expected one of the following values: purchase, got "loan"' },
    { pointer: '/items', detail: 'expected something, got []' },
  ]);
});

it.each([
  ['a\0b', '"a\\u0000b"'],
  ['\ud800', '"\\ud800"'],
])('takes no text that would not survive: %j', async (text, got) => {
  const response = await post('/v1/things', { amount: 1, kind: 'purchase', items: ['fine\n', text] });
  expect(response.json<Problem>().errors).toEqual([
    { pointer: '/items/1', detail: `expected a text without control characters, got ${got}` },
  ]);
});

it.each([
  ['content-type', 'application/json; charset=latin1'],
  ['content-encoding', 'gzip'],
])('reads plain UTF-8 only, not %s: %s', async (header, value) => {
  expect((await post('/v1/things', {}, { [header]: value })).statusCode).toBe(415);
});

it.each([
  ['/v1/things/%zz/act', 400],
  [`/v1/things/${'x'.repeat(600)}/act`, 414],
])('answers an address that cannot be read with a problem too', async (url, status) => {
  const response = await post(url, {});
  expect([response.statusCode, response.headers['content-type']]).toEqual([
    status,
    expect.stringMatching('application/problem\\+json'),
  ]);
});

it('says which fields an absent body lacks', async () => {
  const response = await app.inject({ method: 'POST', url: '/v1/things' });
  expect(response.statusCode).toBe(400);
  expect(response.json<Problem>().errors?.map((error) => error.pointer)).toEqual(['/amount', '/kind', '/items']);
  expect(response.json<Problem>().errors?.[1]?.detail).toMatch(/, got nothing$/);
});

it.each([
  ['not JSON', '{"amount":', 400, /well-formed/],
  ['a prototype', '{"__proto__":{"admin":true}}', 400, /well-formed/],
  ['nesting', '['.repeat(1000) + ']'.repeat(1000), 400, /64 deep/],
  ['brackets in text only', JSON.stringify({ kind: '['.repeat(1000) }), 400, /\/amount/],
  ['too large', JSON.stringify({ kind: 'x'.repeat(1024 * 1024) }), 413, /1 MiB/],
])('answers a body of %s with a problem', async (_name, payload, status, detail) => {
  const response = await post('/v1/things', payload);
  expect(response.statusCode).toBe(status);
  expect(response.headers['content-type']).toMatch('application/problem+json');
  expect(response.json<Problem>().detail).toMatch(detail);
});

it.each(['text/plain', 'application/x-www-form-urlencoded', 'application/xml'])('takes no %s', async (type) => {
  const response = await post('/v1/things', 'amount=1', { 'content-type': type });
  expect(response.statusCode).toBe(415);
  expect(response.json<Problem>().title).toBe('Unsupported Media Type');
});

it('says where nothing is, and which method would work', async () => {
  const missing = await get('/v1/nothing');
  expect([missing.statusCode, missing.json<Problem>().detail]).toEqual([404, 'There is nothing at this address.']);
  const wrong = await get('/v1/things/1/act');
  expect([wrong.statusCode, wrong.headers['allow']]).toEqual([405, 'POST']);
});

it('turns results into answers', async () => {
  expect((await get('/v1/things/answer/accepted')).statusCode).toBe(200);
  const refused = await get('/v1/things/answer/refused');
  expect([refused.statusCode, refused.json<Problem>()]).toEqual([
    422,
    { type: 'urn:baton:problem:too-late', title: 'Too late', status: 422, detail: 'It is over.' },
  ]);
  expect((await get('/v1/things/answer/reused')).statusCode).toBe(422);
  const conflict = await get('/v1/things/answer/conflict');
  expect([conflict.statusCode, conflict.headers['retry-after']]).toEqual([409, '1']);
});

it('keeps inner workings to itself', async () => {
  const broken = await get('/v1/things/broken');
  expect(broken.statusCode).toBe(500);
  expect(broken.body).not.toMatch(/secret|at |\.ts/);
  const down = await get('/v1/things/store-down');
  expect([down.statusCode, down.headers['retry-after']]).toEqual([503, '2']);
  expect(down.body).not.toMatch(/disk/);
});

it('checks the limit of a page', async () => {
  expect((await get('/v1/things/page')).json()).toEqual({ limit: 50 });
  expect((await get('/v1/things/page?limit=200&after=x')).json()).toEqual({ limit: 200, after: 'x' });
  for (const limit of ['0', '201', 'many', '1.5'])
    expect((await get(`/v1/things/page?limit=${limit}`)).statusCode).toBe(400);
});

it('takes no cursor that it did not give', async () => {
  const response = await get('/v1/things/page?after=forged');
  expect([response.statusCode, response.json<Problem>().errors?.[0]?.pointer]).toEqual([400, '/after']);
});

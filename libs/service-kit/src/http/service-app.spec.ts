import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Problem } from '@baton/contracts';
import { HealthRegistry } from '../health.ts';
import type { CommandOrigin } from './command-origin.ts';
import { createServiceApp, listenOn, stopServiceApp } from './service-app.ts';
import { ThingsModule, settings, slowRequest } from './things.fixture.ts';

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

it('reads actor and key, and carries the key back', async () => {
  const headers = {
    'baton-actor': 'Q',
    'baton-on-behalf-of': '%E9%99%A2%E9%95%BF',
    'idempotency-key': '"a \\"key\\""',
  };
  const response = await post('/v1/things/1/act', { b: 1, a: 2 }, headers);
  expect(response.json()).toMatchObject({ actor: { id: 'Q', onBehalfOf: '院长' }, key: 'a "key"' });
  expect(response.headers['idempotency-key']).toBe('"a \\"key\\""');
  const sameInOtherOrder = await post('/v1/things/1/act', { a: 2, b: 1 }, headers);
  expect(sameInOtherOrder.json<CommandOrigin>().hash).toBe(response.json<CommandOrigin>().hash);
  for (const [url, other] of [
    ['/v1/things/2/act', headers],
    ['/v1/things/1/act', { ...headers, 'baton-actor': 'R' }],
  ] as const) {
    expect((await post(url, { a: 2, b: 1 }, other)).json<CommandOrigin>().hash).not.toBe(
      response.json<CommandOrigin>().hash,
    );
  }
});

it('gives a command without a key one of its own', async () => {
  const [one, other] = await Promise.all([1, 2].map(() => post('/v1/things/1/act', {}, { 'baton-actor': 'Q' })));
  expect(one!.headers['idempotency-key']).toMatch(/^"[0-9a-f-]{36}"$/);
  expect(one!.headers['idempotency-key']).not.toBe(other!.headers['idempotency-key']);
});

it.each([
  [{}, /^Baton-Actor: /],
  [{ 'baton-actor': '%zz' }, /^Baton-Actor: /],
  [{ 'baton-actor': 'Q', 'idempotency-key': '"open' }, /^Idempotency-Key: /],
  [{ 'baton-actor': 'Q', 'idempotency-key': '' }, /^Idempotency-Key: /],
])('names the bad header of %j', async (headers, detail) => {
  const response = await post('/v1/things/1/act', {}, headers as Record<string, string>);
  expect(response.statusCode).toBe(400);
  expect(response.json<Problem>().detail).toMatch(detail);
});

it.each([
  [{ host: 'evil.example' }, 403],
  [{ host: '127.0.0.1.evil.example' }, 403],
  [{ host: '127.0.0.1:3000', origin: 'http://evil.example' }, 403],
  [{ host: '127.0.0.1:3000', origin: 'null' }, 403],
  [{ host: 'baton.example' }, 200],
  [{ host: '[::1]:3000', origin: 'http://localhost:3000' }, 200],
])('checks Host and Origin: %j', async (headers, status) => {
  expect((await get('/health/live', headers as Record<string, string>)).statusCode).toBe(status);
});

it('is ready when no part is in trouble', async () => {
  expect((await get('/health/ready')).statusCode).toBe(200);
  app.get(HealthRegistry).report('reader', 'stopped: no disk');
  const response = await get('/health/ready');
  expect([response.statusCode, response.json()]).toEqual([
    503,
    { status: 'not-ready', reasons: [{ part: 'reader', reason: 'stopped: no disk' }] },
  ]);
  app.get(HealthRegistry).report('reader', undefined);
  expect((await get('/health/ready')).statusCode).toBe(200);
});

it('describes itself and sends security headers', async () => {
  expect((await get('/docs-json')).json()).toMatchObject({ openapi: '3.1.0', paths: { '/v1/things': {} } });
  const page = await get('/docs');
  expect([page.statusCode, page.headers['x-content-type-options']]).toEqual([200, 'nosniff']);
});

it('says in one line that a port is taken', async () => {
  const url = await listenOn(app, settings);
  const other = await createServiceApp(ThingsModule, settings);
  const taken = listenOn(other, { ...settings, port: Number(new URL(url).port) });
  await expect(taken).rejects.toMatchObject({
    code: 'port-taken',
    exitCode: 69,
    message: expect.not.stringContaining('\n'),
  });
  await stopServiceApp(other);
});

it('stops with a stream open, and answers what is in flight', async () => {
  const stopping = await createServiceApp(ThingsModule, settings);
  const url = await listenOn(stopping, settings);
  const stream = await fetch(`${url}/v1/things/stream`, { headers: { accept: 'text/event-stream' } });
  const reader = stream.body!.getReader();
  expect(new TextDecoder().decode((await reader.read()).value)).toMatch(/data: first/);
  const slow = fetch(`${url}/v1/things/slow`);
  await slowRequest.arrived;
  const stopped = stopServiceApp(stopping);
  slowRequest.release();
  expect(await (await slow).text()).toBe('done');
  await stopped;
  await expect(
    reader.closed.then(
      () => 'ended',
      () => 'ended',
    ),
  ).resolves.toBe('ended');
});

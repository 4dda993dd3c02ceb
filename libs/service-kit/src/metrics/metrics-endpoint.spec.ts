import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { pino } from 'pino';
import { HealthRegistry } from '../health.ts';
import { createServiceApp, stopServiceApp } from '../http/service-app.ts';
import { ThingsModule, settings } from '../http/things.fixture.ts';

const health = new HealthRegistry();
const logged: Record<string, unknown>[] = [];
const logger = pino({ level: 'info' }, { write: (line) => logged.push(JSON.parse(line) as Record<string, unknown>) });
const traceparent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01';

let app: NestFastifyApplication;
beforeAll(async () => {
  app = await createServiceApp(ThingsModule, { ...settings, logger, health });
});
afterAll(() => stopServiceApp(app));

const get = (url: string, headers: Record<string, string> = {}) => app.inject({ method: 'GET', url, headers });
const scrape = async (): Promise<string> => (await get('/metrics')).body;

it('is the text format of Prometheus, for whoever addresses this service', async () => {
  const { statusCode, headers } = await get('/metrics');
  expect([statusCode, headers['content-type'], headers['cache-control']]).toEqual([
    200,
    'text/plain; version=0.0.4; charset=utf-8',
    'no-store',
  ]);
  expect((await get('/metrics', { host: 'evil.example' })).statusCode).toBe(403);
  expect((await get('/docs-json')).body).not.toContain('/metrics');
});

it('counts requests by the pattern of their route, never by their path', async () => {
  await get('/v1/things/answer/accepted');
  await get('/v1/things/answer/refused');
  await get('/v1/things/answer/refused');
  await get('/some/secret/path');
  const text = await scrape();
  const count = (status: number, route = '/v1/things/answer/:result'): string =>
    `baton_http_requests_total{method="GET",route="${route}",status="${status}"}`;
  expect(text).toContain(`${count(200)} 1\n`);
  expect(text).toContain(`${count(422)} 2\n`);
  expect(text).toContain(`${count(404, 'none')} 1\n`);
  expect(text).toContain(
    'baton_http_request_duration_seconds_count{method="GET",route="/v1/things/answer/:result"} 3\n',
  );
  expect(text).not.toMatch(/secret|accepted/);
});

it('says the same as the readiness', async () => {
  expect(await scrape()).toContain('baton_ready 1\n');
  health.report('ledger-0', 'the disk is full');
  expect(await scrape()).toContain('baton_ready 0\n');
  expect(await scrape()).toContain('baton_part_in_trouble{part="ledger-0"} 1\n');
  health.report('ledger-0', undefined);
});

it('writes a line for each answer, with the trace of the caller', async () => {
  await get('/v1/things/answer/accepted?x=1', { traceparent });
  expect(logged.at(-1)).toMatchObject({
    msg: 'answered',
    method: 'GET',
    route: '/v1/things/answer/:result',
    status: 200,
    traceparent,
  });
  await get('/v1/things/broken', { traceparent });
  expect(logged.slice(-2)).toMatchObject([
    { level: 50, url: '/v1/things/broken', traceparent },
    { level: 30, status: 500, traceparent },
  ]);
  await get('/v1/things/answer/accepted', { traceparent: '00-0-0-00' });
  expect(logged.at(-1)).not.toHaveProperty('traceparent');
});

import { afterEach, beforeEach, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { InMemoryBus } from '@baton/bus';
import type { CloudEvent, Problem } from '@baton/contracts';
import { InMemoryEventStore } from '@baton/event-store';
import { InMemoryReadModels } from '@baton/read-model';
import { ManualClock, createServiceApp, silentLogger, stopServiceApp } from '@baton/service-kit';
import { RequestsModule } from './requests.module.ts';

const clock = new ManualClock(Date.UTC(2026, 8, 21, 1, 10));
const now = (): number => clock.now();
let store: InMemoryEventStore;
let bus: InMemoryBus;
let app: NestFastifyApplication;

beforeEach(async () => {
  store = new InMemoryEventStore({ now });
  bus = new InMemoryBus({ now });
  const module = RequestsModule.register({ store, bus, readModels: new InMemoryReadModels(), clock });
  app = await createServiceApp(module, { host: '127.0.0.1', port: 0, logger: silentLogger() });
});
afterEach(async () => {
  await stopServiceApp(app);
  await bus.close();
});

interface Sent {
  readonly actor?: string;
  readonly key?: string;
}

const post = (path: string, payload: object = {}, { actor = 'Q', key }: Sent = {}) =>
  app.inject({
    method: 'POST',
    url: `/v1/requests${path}`,
    headers: {
      ...(actor !== '' && { 'baton-actor': actor }),
      ...(key !== undefined && { 'idempotency-key': `"${key}"` }),
    },
    payload,
  });
const get = (id: string) => app.inject({ method: 'GET', url: `/v1/requests/${id}` });
const raised = async (): Promise<string> =>
  (await post('', { title: 'Door gasket', impact: 'critical' })).json<{ id: string }>().id;
const typesIn = async (): Promise<string[]> =>
  (await store.readAll({ prefixes: ['request-'] })).events.map((event) => event.type);

it('goes from raised to praised', async () => {
  const response = await post('', {
    title: 'Door gasket',
    impact: 'critical',
    needBy: '2026-09-30T17:00:00+08:00',
    symptom: 'steam leaks',
  });
  expect(response.statusCode).toBe(201);
  const { id } = response.json<{ id: string }>();
  expect(response.headers['location']).toBe(`/v1/requests/${id}`);
  expect(response.json()).toMatchObject({ status: 'raised', customer: 'Q', kind: 'purchase', revision: 0 });
  for (const [action, body] of [
    ['take-up', {}],
    ['amend', { items: ['part number', 'supplier'] }],
    ['submit', { amount: 900 }],
    ['confirm', {}],
    ['feedback', { score: 5, text: 'in time' }],
  ] as const) {
    expect([action, (await post(`/${id}/${action}`, body)).statusCode]).toEqual([action, 200]);
  }
  const seen = await get(id);
  expect(seen.json()).toMatchObject({
    status: 'confirmed',
    amount: 900,
    items: ['part number', 'supplier'],
    revision: 5,
    feedback: { score: 5 },
  });
  expect(await typesIn()).toEqual(
    ['raised', 'taken-up', 'amended', 'submitted', 'fulfilment-confirmed', 'feedback-given'].map(
      (name) => `baton.request.${name}.v1`,
    ),
  );
});

it('keeps who acted, for which command and when', async () => {
  await post('', { title: 'Door gasket' }, { key: 'k1' });
  const [event] = (await store.readAll({ prefixes: ['request-'] })).events;
  expect(event).toMatchObject({
    stream: `request-${(event!.metadata as { caseId: string }).caseId}`,
    metadata: {
      commandId: 'k1',
      commandHash: expect.stringMatching(/^[0-9a-f]{64}$/),
      actor: { id: 'Q' },
      occurredAt: now(),
    },
  });
});

it('carries a command out once, however often it is sent', async () => {
  const [one, again, atOnce] = await Promise.all(
    [1, 2, 3].map(() => post('', { title: 'Door gasket' }, { key: 'k1' })),
  );
  expect([one, again, atOnce].map((response) => response!.statusCode)).toEqual([201, 201, 201]);
  expect(new Set([one, again, atOnce].map((response) => response!.headers['location'])).size).toBe(1);
  const { id } = one!.json<{ id: string }>();
  for (let time = 0; time < 2; time++)
    expect((await post(`/${id}/submit`, { amount: 900 }, { key: 'k2' })).statusCode).toBe(200);
  expect(await typesIn()).toEqual(['baton.request.raised.v1', 'baton.request.submitted.v1']);
});

it('refuses the same key for another body, actor or action', async () => {
  const { id } = (await post('', { title: 'Door gasket' }, { key: 'k1' })).json<{ id: string }>();
  await post(`/${id}/take-up`, {}, { key: 'k2' });
  for (const response of [
    await post('', { title: 'Another' }, { key: 'k1' }),
    await post('', { title: 'Door gasket' }, { key: 'k1', actor: 'R' }),
    await post(`/${id}/confirm`, {}, { key: 'k2' }),
  ]) {
    expect([response.statusCode, response.json<Problem>().type]).toEqual([
      422,
      'urn:baton:problem:idempotency-key-reused',
    ]);
  }
  expect(await typesIn()).toHaveLength(2);
});

it.each([
  ['no-such-request', 404, [], 'take-up', {}, 'Q'],
  ['not-the-customer', 422, [], 'submit', { amount: 1 }, 'H'],
  ['not-submitted', 422, [], 'confirm', {}, 'Q'],
  ['already-submitted', 422, ['submit'], 'submit', { amount: 1 }, 'Q'],
  ['closed', 422, ['cancel'], 'amend', { text: 'more' }, 'Q'],
  ['not-confirmed', 422, ['submit'], 'feedback', { score: 1 }, 'Q'],
] as const)('refuses %s with %i', async (refusal, status, before, action, body, actor) => {
  const id = refusal === 'no-such-request' ? 'nobody' : await raised();
  for (const step of before) await post(`/${id}/${step}`, step === 'submit' ? { amount: 1 } : { reason: 'found one' });
  const response = await post(`/${id}/${action}`, body, { actor });
  expect([response.statusCode, response.json<Problem>()]).toEqual([
    status,
    expect.objectContaining({ type: `urn:baton:problem:${refusal}`, detail: expect.any(String) }),
  ]);
});

it.each([
  ['', { title: '' }, '/title', /at least 1 characters/],
  ['', { title: 'x', kind: 'loan' }, '/kind', /purchase/],
  ['', { title: 'x', impact: 'huge' }, '/impact', /low, normal, high, critical/],
  ['', { title: 'x', needBy: 'tomorrow' }, '/needBy', /RFC 3339|RFC3339/i],
  ['', { title: 'x', colour: 'red' }, '/colour', /no such field/],
  ['/1/submit', { amount: -1 }, '/amount', /positive number, got -1/],
  ['/1/submit', {}, '/amount', /got nothing/],
  ['/1/cancel', {}, '/reason', /got nothing/],
  ['/1/feedback', { score: 6 }, '/score', /at most 5/],
  ['/1/take-up', { by: 'me' }, '/by', /no such field/],
])('names the bad field of POST %s %j', async (path, body, pointer, detail) => {
  const response = await post(path, body);
  expect(response.statusCode).toBe(400);
  expect(response.json<Problem>().errors).toEqual([{ pointer, detail: expect.stringMatching(detail) }]);
});

it('asks who acts, and about what', async () => {
  const response = await post('', { title: 'Door gasket' }, { actor: '' });
  expect([response.statusCode, response.json<Problem>().detail]).toEqual([
    400,
    'Baton-Actor: expected the id of who acts.',
  ]);
  expect(await typesIn()).toEqual([]);
  expect((await get('nobody')).statusCode).toBe(404);
});

it.each(['returned', 'rejected'])('gives the request back when its approval is %s', async (how) => {
  const id = await raised();
  await post(`/${id}/submit`, { amount: 900 });
  const event: CloudEvent = {
    specversion: '1.0',
    id: 'e1',
    source: '/baton/approvals',
    type: `baton.approval.${how}.v1`,
    partitionkey: id,
    actor: 'H',
    data: { leg: 'department-signs', by: 'H', reason: 'no offer', ...(how === 'returned' && { missing: ['offer'] }) },
  };
  await bus.publish('baton.events.v1', [event, event]);
  await bus.barrier();
  expect((await get(id)).json()).toMatchObject({
    status: 'returned',
    missing: how === 'returned' ? ['offer'] : [],
    revision: 2,
  });
  expect((await post(`/${id}/submit`, { amount: 800 })).statusCode).toBe(200);
});

it('describes every command in its OpenAPI document', async () => {
  const document = (await app.inject({ method: 'GET', url: '/docs-json' })).json<{ paths: object }>();
  const actions = ['amend', 'take-up', 'submit', 'cancel', 'confirm', 'feedback'];
  const paths = ['/v1/requests', '/v1/requests/{id}', ...actions.map((action) => `/v1/requests/{id}/${action}`)];
  expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(paths));
});

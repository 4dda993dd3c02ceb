import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { alertsTopic, eventsTopic, InMemoryBus } from '@baton/bus';
import type { DomainEvent, Problem } from '@baton/contracts';
import { InMemoryEventStore } from '@baton/event-store';
import { InMemoryReadModels } from '@baton/read-model';
import { ManualClock, createServiceApp, silentLogger, stopServiceApp } from '@baton/service-kit';
import { PaymentModule } from './payment.module.ts';

const clock = new ManualClock(Date.UTC(2026, 8, 23, 1, 10));
const now = (): number => clock.now();
let store: InMemoryEventStore;
let bus: InMemoryBus;
let app: NestFastifyApplication;
let published = 0;

beforeEach(async () => {
  store = new InMemoryEventStore({ now });
  bus = new InMemoryBus({ now });
  const module = PaymentModule.register({ store, bus, readModels: new InMemoryReadModels(), clock });
  app = await createServiceApp(module, { host: '127.0.0.1', port: 0, logger: silentLogger() });
});
afterEach(async () => {
  await stopServiceApp(app);
  await bus.close();
});

/** The other services say it, and say it again. */
const publish = async (topic: string, event: { readonly type: string; readonly data: unknown }): Promise<void> => {
  const id = `e-${(published += 1)}`;
  const envelope = { specversion: '1.0', id, source: '/baton/others', partitionkey: 'r-1', ...event } as const;
  await bus.publish(topic, [envelope, envelope]);
  await bus.barrier();
};
const said = (event: DomainEvent): Promise<void> => publish(eventsTopic, event);
const ordered = (more: object = {}): Promise<void> =>
  publish(alertsTopic, {
    type: 'baton.decision.special-handling-ordered.v1',
    data: {
      type: 'special-handling-ordered',
      leg: 'prepay',
      handling: 'alternate-payer',
      kind: 'deputy',
      to: 'C2',
      grantedBy: 'M',
      reason: 'C is in training',
      ...more,
    },
  });

const placed = (terms: 'prepaid' | 'on-account', awaitsInvoice = false): DomainEvent => ({
  type: 'baton.order.placed.v1',
  data: { supplier: 'S', amount: 480, terms, awaitsInvoice, by: 'P1' },
});
const invoiced = (terms: 'prepaid' | 'on-account'): DomainEvent => ({
  type: 'baton.order.invoiced.v1',
  data: { supplier: 'S', amount: 480, invoice: 'R-7', terms },
});

const send = (action: string, headers: Readonly<Record<string, string>>, payload: object = {}) =>
  app.inject({ method: 'POST', url: `/v1/payments/r-1/${action}`, headers, payload });
const post = (action: string, actor: string, payload: object = {}) => send(action, { 'baton-actor': actor }, payload);
const payment = () => app.inject({ method: 'GET', url: '/v1/payments/r-1' });
const typesIn = async (): Promise<string[]> =>
  (await store.readAll({ prefixes: ['payment-'] })).events.map(({ type }) => type.split('.')[2]!);

describe('opening', () => {
  it('follows a prepaid order', async () => {
    await said(placed('prepaid'));
    expect((await payment()).json()).toMatchObject({
      status: 'opened',
      opened: { reason: 'prepayment', supplier: 'S', amount: 480, cashier: 'C' },
    });
  });
  it('waits for the invoice when the supplier sends one first', async () => {
    await said(placed('prepaid', true));
    expect((await payment()).statusCode).toBe(404);
    await said(invoiced('prepaid'));
    expect((await payment()).json()).toMatchObject({ opened: { reason: 'prepayment', invoice: 'R-7' } });
  });
  it('follows the invoice of an order on account', async () => {
    await said(placed('on-account'));
    expect((await payment()).statusCode).toBe(404);
    await said(invoiced('on-account'));
    expect((await payment()).json()).toMatchObject({ opened: { reason: 'invoice', invoice: 'R-7' } });
  });
  it('happens once', async () => {
    await said(placed('prepaid'));
    await said(invoiced('prepaid'));
    expect(await typesIn()).toEqual(['opened']);
  });
});

describe('a payment', () => {
  it('is prepared, released by two and settled', async () => {
    await said(placed('prepaid'));
    expect((await post('prepare', 'C')).json()).toMatchObject({ status: 'prepared', preparedBy: 'C' });
    expect((await post('release', 'C')).statusCode).toBe(200);
    expect((await post('release', 'C')).json<Problem>()).toMatchObject({
      type: 'urn:baton:problem:two-people-required',
      status: 422,
    });
    expect((await post('release', 'M')).json()).toMatchObject({ status: 'released', releasedBy: ['C', 'M'] });
    expect((await post('settle', 'C')).json()).toMatchObject({
      status: 'settled',
      settled: { by: 'C', reason: 'prepayment' },
    });
    expect(await typesIn()).toEqual(['opened', 'prepared', 'released', 'released', 'settled']);
  });

  it('takes two people even when the second releases on behalf of somebody else', async () => {
    await said(placed('prepaid'));
    await post('prepare', 'C');
    await post('release', 'C');
    const response = await send('release', { 'baton-actor': 'C', 'baton-on-behalf-of': 'M' });
    expect(response.json<Problem>().type).toBe('urn:baton:problem:two-people-required');
  });

  it('is released once by a release that is sent again', async () => {
    await said(placed('prepaid'));
    await post('prepare', 'C');
    const headers = { 'baton-actor': 'C', 'idempotency-key': '"k1"' };
    for (let time = 0; time < 2; time++) expect((await send('release', headers)).statusCode).toBe(200);
    expect(await typesIn()).toEqual(['opened', 'prepared', 'released']);
  });

  it('is released by one of two who release at the same moment as the first', async () => {
    await said(placed('prepaid'));
    await post('prepare', 'C');
    const codes = await Promise.all(['C', 'C', 'M'].map(async (actor) => (await post('release', actor)).statusCode));
    expect(codes.filter((code) => code === 200).length).toBeGreaterThanOrEqual(2);
    expect((await payment()).json<{ releasedBy: string[] }>().releasedBy.toSorted()).toEqual(['C', 'M']);
  });

  it('is prepared by the alternate whom special handling put on', async () => {
    await said(placed('prepaid'));
    expect((await post('prepare', 'C2')).json<Problem>().type).toBe('urn:baton:problem:not-a-payer');
    await ordered();
    expect((await post('prepare', 'C2')).json()).toMatchObject({ preparedBy: 'C2', alternates: ['C2'] });
    expect(await typesIn()).toEqual(['opened', 'payer-reassigned', 'prepared']);
    const [, reassigned] = (await store.readAll({ prefixes: ['payment-'] })).events;
    expect(reassigned).toMatchObject({
      data: { to: 'C2', reason: 'C is in training', handling: 'alternate-payer' },
      metadata: { actor: { id: 'M' } },
    });
  });

  it('leaves to others what is not a payer’s', async () => {
    await said(placed('prepaid'));
    await ordered({ leg: 'vice-president-signs' });
    await ordered({ kind: 'skip-rule' });
    expect([await typesIn(), await bus.quarantine()]).toEqual([['opened'], []]);
  });

  it('is prepared again after it failed, by whom the manager put on', async () => {
    await said(placed('prepaid'));
    await post('prepare', 'C');
    await post('fail', 'C', { reason: 'account closed' });
    expect((await payment()).json()).toMatchObject({ status: 'failed', failed: { reason: 'account closed' } });
    await post('reassign', 'M', { to: 'C2', reason: 'C has left' });
    expect((await post('prepare', 'C2')).json()).toMatchObject({ status: 'prepared' });
  });

  it.each(['baton.request.cancelled.v1', 'baton.order.withdrawn.v1'] as const)(
    'is withdrawn on %s until settled',
    async (type) => {
      await said(placed('prepaid'));
      await said({ type, data: { reason: 'repaired' } });
      expect((await payment()).json()).toMatchObject({ status: 'withdrawn', withdrawn: { reason: 'repaired' } });
      await ordered();
      expect([await typesIn(), await bus.quarantine()]).toEqual([['opened', 'withdrawn'], []]);
    },
  );
});

it.each([
  ['fail', {}, '/reason', /got nothing/],
  ['reassign', { reason: 'away' }, '/to', /got nothing/],
  ['reassign', { to: 'x'.repeat(129), reason: 'away' }, '/to', /128/],
  ['release', { by: 'M' }, '/by', /no such field/],
])('names the bad field of %s %j', async (action, body, pointer, detail) => {
  const response = await post(action, 'C', body);
  expect([response.statusCode, response.json<Problem>().errors]).toEqual([
    400,
    [{ pointer, detail: expect.stringMatching(detail) }],
  ]);
});

it('describes every command in its OpenAPI document', async () => {
  const { paths } = (await app.inject({ method: 'GET', url: '/docs-json' })).json<{ paths: object }>();
  const actions = ['prepare', 'release', 'settle', 'fail', 'reassign'];
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining(['', ...actions.map((action) => `/${action}`)].map((path) => `/v1/payments/{id}${path}`)),
  );
});

import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { eventsTopic, InMemoryBus } from '@baton/bus';
import type { DomainEvent, Problem } from '@baton/contracts';
import { InMemoryEventStore } from '@baton/event-store';
import { InMemoryReadModels } from '@baton/read-model';
import { ManualClock, createServiceApp, silentLogger, stopServiceApp } from '@baton/service-kit';
import { ProcurementModule } from './procurement.module.ts';

const clock = new ManualClock(Date.UTC(2026, 8, 23, 0, 30));
const now = (): number => clock.now();
let store: InMemoryEventStore;
let bus: InMemoryBus;
let app: NestFastifyApplication;
let published = 0;

beforeEach(async () => {
  store = new InMemoryEventStore({ now });
  bus = new InMemoryBus({ now });
  const module = ProcurementModule.register({ store, bus, readModels: new InMemoryReadModels(), clock });
  app = await createServiceApp(module, { host: '127.0.0.1', port: 0, logger: silentLogger() });
});
afterEach(async () => {
  await stopServiceApp(app);
  await bus.close();
});

/** The other services say it, and say it again. */
const said = async (event: DomainEvent, caseId = 'r-1'): Promise<void> => {
  const envelope = {
    specversion: '1.0',
    id: `e-${(published += 1)}`,
    source: '/baton/others',
    partitionkey: caseId,
    ...event,
  } as const;
  await bus.publish(eventsTopic, [envelope, envelope]);
  await bus.barrier();
};

const granted: DomainEvent = {
  type: 'baton.approval.granted.v1',
  data: { title: 'Door gasket', kind: 'purchase', amount: 480 },
};
const settled: DomainEvent = {
  type: 'baton.payment.settled.v1',
  data: { by: 'C', reason: 'prepayment', supplier: 'S' },
};
const cancelled: DomainEvent = { type: 'baton.request.cancelled.v1', data: { reason: 'repaired' } };

const post = (action: string, payload: object = {}, key?: string) =>
  app.inject({
    method: 'POST',
    url: `/v1/orders/r-1/${action}`,
    headers: { 'baton-actor': 'P1', ...(key !== undefined && { 'idempotency-key': `"${key}"` }) },
    payload,
  });
const order = () => app.inject({ method: 'GET', url: '/v1/orders/r-1' });
const typesIn = async (): Promise<string[]> =>
  (await store.readAll({ prefixes: ['order-'] })).events.map(({ type }) => type.split('.')[2]!);

describe('an order', () => {
  it('goes from granted to handed over when prepaid', async () => {
    await said(granted);
    expect((await order()).json()).toMatchObject({
      id: 'r-1',
      status: 'opened',
      opened: { amount: 480, buyer: 'P1' },
      revision: 0,
    });
    expect((await post('source', { supplier: 'S' })).statusCode).toBe(200);
    expect((await post('place', { amount: 480, terms: 'prepaid' })).json()).toMatchObject({
      status: 'placed',
      placed: { supplier: 'S', by: 'P1' },
    });
    expect((await post('ship')).json<Problem>()).toMatchObject({ type: 'urn:baton:problem:not-released', status: 422 });
    await said(settled);
    for (const action of ['confirm', 'ship', 'receive'])
      expect([action, (await post(action)).statusCode]).toEqual([action, 200]);
    expect((await post('hand-over', { to: 'E' })).json()).toMatchObject({
      status: 'handed-over',
      handedOver: { to: 'E' },
    });
    expect(await typesIn()).toEqual([
      'opened',
      'sourced',
      'placed',
      'released-to-supplier',
      'confirmed',
      'shipped',
      'received',
      'handed-over',
    ]);
  });

  it('is released at once on account, and takes the invoice in', async () => {
    await said(granted);
    await post('place', { supplier: 'S', amount: 470.25, terms: 'on-account', awaitsInvoice: true });
    await post('expedite', { reason: 'holiday ahead' });
    expect((await post('invoice', { invoice: 'R-7', amount: 470.25 })).json()).toMatchObject({
      status: 'released',
      invoiced: { terms: 'on-account' },
    });
    expect(await typesIn()).toEqual(['opened', 'sourced', 'placed', 'released-to-supplier', 'expedited', 'invoiced']);
  });

  it('is not released by the payment of an invoice', async () => {
    await said(granted);
    await post('place', { supplier: 'S', amount: 480, terms: 'prepaid' });
    await said({ ...settled, data: { by: 'C', reason: 'invoice', supplier: 'S' } } as DomainEvent);
    expect((await order()).json()).toMatchObject({ status: 'placed' });
  });

  it.each([cancelled, { type: 'baton.approval.withdrawn.v1', data: { reason: 'repaired' } } as const])(
    'is withdrawn on $type',
    async (event) => {
      await said(granted);
      await said(event);
      expect((await order()).json()).toMatchObject({ status: 'withdrawn', withdrawn: { reason: 'repaired' } });
      expect((await post('source', { supplier: 'S' })).json<Problem>().type).toBe('urn:baton:problem:withdrawn');
      await said(settled);
      expect(await bus.quarantine()).toEqual([]);
    },
  );

  it('keeps the event that it came from', async () => {
    await said(granted);
    const [event] = (await store.readAll({ prefixes: ['order-'] })).events;
    expect(event).toMatchObject({
      stream: 'order-r-1',
      metadata: {
        caseId: 'r-1',
        commandId: `/baton/others e-${published}`,
        causationId: `e-${published}`,
        occurredAt: now(),
      },
    });
  });

  it('does not mind a command sent again', async () => {
    await said(granted);
    for (let time = 0; time < 2; time++) expect((await post('source', { supplier: 'S' }, 'k1')).statusCode).toBe(200);
    expect((await post('source', { supplier: 'S' })).statusCode).toBe(200);
    expect(await typesIn()).toEqual(['opened', 'sourced']);
  });

  it('is not there before it was granted', async () => {
    expect((await order()).statusCode).toBe(404);
    expect((await post('source', { supplier: 'S' })).json<Problem>()).toMatchObject({
      type: 'urn:baton:problem:not-opened',
      status: 404,
    });
  });
});

it('parks an event that belongs to no case', async () => {
  await bus.publish(eventsTopic, [{ specversion: '1.0', id: 'x', source: '/baton/others', ...granted }]);
  await bus.barrier();
  expect(await bus.quarantine()).toMatchObject([{ reason: 'the event belongs to no case' }]);
});

it.each([
  ['source', { supplier: '' }, '/supplier', /at least 1|longer than or equal to 1/],
  ['place', { amount: 0, terms: 'prepaid' }, '/amount', /a positive number, got 0/],
  ['place', { amount: 1.005, terms: 'prepaid' }, '/amount', /at most two decimals/],
  ['place', { amount: '480', terms: 'prepaid' }, '/amount', /a number/],
  ['place', { amount: 1, terms: 'later' }, '/terms', /prepaid, on-account/],
  ['place', { amount: 1, terms: 'prepaid', awaitsInvoice: 'yes' }, '/awaitsInvoice', /boolean/],
  ['invoice', { amount: 1 }, '/invoice', /got nothing/],
  ['hand-over', {}, '/to', /got nothing/],
  ['expedite', { reason: 'x'.repeat(1001) }, '/reason', /1000/],
  ['ship', { by: 'S' }, '/by', /no such field/],
])('names the bad field of %s %j', async (action, body, pointer, detail) => {
  const response = await post(action, body);
  expect([response.statusCode, response.json<Problem>().errors]).toEqual([
    400,
    [{ pointer, detail: expect.stringMatching(detail) }],
  ]);
});

it('describes every command in its OpenAPI document', async () => {
  const { paths } = (await app.inject({ method: 'GET', url: '/docs-json' })).json<{ paths: object }>();
  const actions = ['source', 'place', 'invoice', 'confirm', 'ship', 'receive', 'hand-over', 'expedite'];
  expect(Object.keys(paths)).toEqual(
    expect.arrayContaining(['', ...actions.map((action) => `/${action}`)].map((path) => `/v1/orders/{id}${path}`)),
  );
});

import { expect, it } from '@jest/globals';
import { alertsTopic, eventsTopic } from '@baton/bus';
import type { StoredEvent } from '@baton/event-store';
import { cloudEventsOf } from './bus-topics.ts';
import { clockTopic } from './clock-stream.ts';

const stored = (stream: string, type: string, data: unknown): StoredEvent => ({
  stream,
  type,
  data,
  revision: 0,
  position: 'p',
  id: 'e1',
  metadata: { caseId: 'c1', tenant: 'main', actor: { id: 'Q' }, commandId: 'k1', occurredAt: 1_000 },
  recordedAt: 2_000,
});

it.each([
  ['request-c1', '/baton/requests'],
  ['approval-c1', '/baton/approvals'],
  ['order-c1', '/baton/procurement'],
  ['payment-c1', '/baton/payment'],
])('names the service that wrote %s', (stream, source) => {
  expect(cloudEventsOf(stored(stream, 'baton.some.thing.v1', { a: 1 }), eventsTopic)).toEqual([
    expect.objectContaining({
      id: 'e1',
      source,
      type: 'baton.some.thing.v1',
      partitionkey: 'c1',
      actor: 'Q',
      data: { a: 1 },
    }),
  ]);
});

it('gives every decision of a ledger append as an event of its own', () => {
  const decisions = [
    { id: 'd1', caseId: 'c1', type: 'stall-raised' },
    { id: 'd2', caseId: 'c2', type: 'heads-up' },
  ];
  const append = { recordedAt: 2_000, facts: [], decisions };
  const events = cloudEventsOf(stored('ledger-0', 'ledger-append', append), alertsTopic);
  expect(events.map(({ id, type, partitionkey, source }) => [id, type, partitionkey, source])).toEqual([
    ['d1', 'baton.decision.stall-raised.v1', 'c1', '/baton/handoff'],
    ['d2', 'baton.decision.heads-up.v1', 'c2', '/baton/handoff'],
  ]);
  expect(events[0]).toMatchObject({ time: '1970-01-01T00:00:02.000Z', data: decisions[0] });
});

it('gives a decision the trace of the fact that it follows from', () => {
  const facts = [
    { id: '/x 1', caseId: 'c1', traceparent: 'older' },
    { id: '/x 2', caseId: 'c1', traceparent: 'newer' },
    { id: '/x 3', caseId: 'c2' },
    { id: '/x 4', party: 'V', traceparent: 'of no case' },
  ];
  const decisions = [
    { id: 'd1', caseId: 'c1', type: 'special-handling-ordered', knownAt: 2_000 },
    { id: 'd2', caseId: 'c1', type: 'stall-raised', knownAt: 1_999 },
    { id: 'd3', caseId: 'c2', type: 'heads-up', knownAt: 2_000 },
  ];
  const append = { recordedAt: 2_000, facts, decisions };
  const events = cloudEventsOf(stored('ledger-0', 'ledger-append', append), alertsTopic);
  expect(events.map(({ traceparent }) => traceparent)).toEqual(['newer', undefined, undefined]);
});

it('lets the clock speak, and nobody else', () => {
  expect(cloudEventsOf(stored('clock', 'time-advanced', { now: 5 }), clockTopic)).toEqual([
    expect.objectContaining({ type: 'baton.clock.time-advanced.v1', data: { now: 5 } }),
  ]);
  expect(cloudEventsOf(stored('notes-1', 'noted', {}), eventsTopic)).toEqual([]);
});

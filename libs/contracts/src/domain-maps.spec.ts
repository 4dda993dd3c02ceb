import { describe, expect, it } from '@jest/globals';
import { cloudEventOf } from './domain-cloud-event.ts';
import type { DomainEvent } from './domain-events.ts';
import { domainMaps } from './domain-maps.ts';
import { domainSchemas } from './domain-schemas.ts';
import { factsOf } from './fact-codec.ts';

const metadata = { caseId: 'r-1', tenant: 'main', actor: { id: 'ann' }, commandId: 'k', occurredAt: 1_790_060_400_250 };
const stored = (event: DomainEvent) => ({ stream: 'request-r-1', id: 'e', metadata, ...event });

const saidBy = (event: DomainEvent): readonly unknown[] => {
  const decoded = factsOf(cloudEventOf(stored(event), 'requests'), domainMaps, 0);
  if ('unmapped' in decoded) throw new Error(decoded.because);
  return decoded.facts.map(({ id: _, occurredAt: _at, actor: _actor, ...said }) => said);
};

describe('what the services say means for the case', () => {
  it('is mapped for every type', () => {
    expect(domainMaps.map(({ type }) => type).toSorted()).toEqual(Object.keys(domainSchemas).toSorted());
  });

  it('a request without a symptom offers the diagnosis without it', () => {
    const data = { title: 't', kind: 'purchase', impact: 'low', customer: 'q' } as const;
    expect(saidBy({ type: 'baton.request.raised.v1', data })).toEqual([
      {
        type: 'baton.case.opened.v1',
        caseId: 'r-1',
        title: 't',
        customer: 'q',
        route: 'hospital-purchasing',
        impact: 'low',
      },
      { type: 'baton.handoff.offered.v1', caseId: 'r-1', leg: 'diagnose' },
    ]);
  });

  it('an invoice that is paid after delivery is no leg', () => {
    const opened = { reason: 'invoice', supplier: 's', amount: 1, cashier: 'c' } as const;
    expect(saidBy({ type: 'baton.payment.opened.v1', data: opened })).toEqual([]);
    expect(saidBy({ type: 'baton.payment.prepared.v1', data: { by: 'c', leg: 'pay' } })).toEqual([]);
    expect(saidBy({ type: 'baton.payment.settled.v1', data: { by: 'c', reason: 'invoice', supplier: 's' } })).toEqual(
      [],
    );
  });

  it('somebody put on without special handling bends no rule: the offer is passed on', () => {
    expect(saidBy({ type: 'baton.approval.reassigned.v1', data: { leg: 'l', to: 'x', reason: 'r' } })).toEqual([
      { caseId: 'r-1', type: 'baton.handoff.offered.v1', leg: 'l', to: 'x' },
    ]);
  });
});

describe('a stored event on the bus', () => {
  it('carries who, when, for which case and because of what', () => {
    const event = { type: 'baton.request.taken-up.v1', data: { by: 'q' } } as const;
    const full = {
      ...metadata,
      actor: { id: 'ann', onBehalfOf: 'q' },
      causationId: 'c1',
      correlationId: 'c2',
      traceparent: 't',
    };
    expect(cloudEventOf({ ...stored(event), metadata: full }, 'requests')).toEqual({
      specversion: '1.0',
      id: 'e',
      source: '/baton/requests',
      type: 'baton.request.taken-up.v1',
      time: '2026-09-22T07:00:00.250Z',
      partitionkey: 'r-1',
      datacontenttype: 'application/json',
      data: { by: 'q' },
      actor: 'ann',
      onbehalfof: 'q',
      causationid: 'c1',
      correlationid: 'c2',
      traceparent: 't',
    });
    expect(Object.keys(cloudEventOf(stored(event), 'requests'))).not.toContain('traceparent');
  });
});

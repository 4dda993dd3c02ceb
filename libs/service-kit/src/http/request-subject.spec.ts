import { expect, it } from '@jest/globals';
import type { FastifyRequest } from 'fastify';
import { subjectOf } from './request-subject.ts';

const request = (url: string | undefined, more: object = {}): FastifyRequest =>
  ({ routeOptions: { url }, headers: {}, params: {}, method: 'GET', body: undefined, ...more }) as FastifyRequest;

it.each([
  [request('/v1/cases/:id', { params: { id: 'c1' } }), { caseId: 'c1' }],
  [request('/v1/approvals/:id/sign', { params: { id: 'c1' } }), { caseId: 'c1' }],
  [request('/v1/silences/:id/end', { params: { id: 's1' } }), {}],
  [request('/v1/events/:source/:id', { params: { source: '/x', id: 'e1' } }), { eventId: '/x e1' }],
  [
    request('/v1/events', { method: 'POST', body: { source: '/x', id: 'e1', partitionkey: 'c1' } }),
    { eventId: '/x e1', caseId: 'c1' },
  ],
  [request('/v1/events', { method: 'POST', body: { source: '/x', id: 'e1' } }), { eventId: '/x e1' }],
  [request('/v1/events', { method: 'POST', body: { source: '/x', id: 'e1', subject: ['c1'] } }), { eventId: '/x e1' }],
  [request('/v1/events', { method: 'POST', body: [{ source: '/x', id: 'e1' }] }), {}],
  [request('/v1/events', { method: 'POST', body: null }), {}],
  [request(undefined), {}],
])('names the case and the event of a request (%#)', (sent, subject) => {
  expect(subjectOf(sent)).toEqual(subject);
});

const trace = '4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7';

it.each([
  [`00-${trace}-01`, true],
  [`ff-${trace}-01`, false],
  [`00-${'0'.repeat(32)}-00f067aa0ba902b7-01`, false],
  [`00-4bf92f3577b34da6a3ce929d0e0e4736-${'0'.repeat(16)}-01`, false],
  [`00-${trace.toUpperCase()}-01`, false],
])('reads %s: %s', (traceparent, isRead) => {
  expect(subjectOf(request(undefined, { headers: { traceparent } }))).toEqual(isRead ? { traceparent } : {});
});

import { type CloudEvent, caseIdOf } from '@baton/contracts';
import type { FastifyRequest } from 'fastify';
import { traceparentOf } from './traceparent.ts';

/** What a line of the log says of a request beside its place. */
export interface RequestSubject {
  readonly caseId?: string;
  /** `source` + space + `id`, as the ledger names an event. */
  readonly eventId?: string;
  readonly traceparent?: string;
}

/** The services name what they keep by the case's id. */
const ofOneCase = /^\/v1\/(cases|requests|approvals|orders|payments)\/:id(\/|$)/;

export const subjectOf = (request: FastifyRequest): RequestSubject => {
  const { url } = request.routeOptions;
  const parameters = request.params as Readonly<Record<string, string | undefined>>;
  const traceparent = traceparentOf(request);
  return {
    ...(url !== undefined && ofOneCase.test(url) && parameters['id'] !== undefined && { caseId: parameters['id'] }),
    ...(url === '/v1/events/:source/:id' && { eventId: `${parameters['source']} ${parameters['id']}` }),
    ...(url === '/v1/events' && request.method === 'POST' && eventIn(request.body)),
    ...(traceparent !== undefined && { traceparent }),
  };
};

const eventIn = (body: unknown): RequestSubject => {
  const event = (body ?? {}) as Partial<CloudEvent>;
  if (typeof event.source !== 'string' || typeof event.id !== 'string') return {};
  const caseId = caseIdOf(event as CloudEvent);
  return { eventId: `${event.source} ${event.id}`, ...(typeof caseId === 'string' && { caseId }) };
};

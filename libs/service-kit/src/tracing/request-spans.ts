import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isEventStream } from '../http/event-stream.ts';
import { subjectOf } from '../http/request-subject.ts';
import { traceparentOf } from '../http/traceparent.ts';
import { attribute, spanName } from './span-words.ts';
import { type Span, beginSpan, isTraced } from './spans.ts';

/**
 * A span for each request but those of watchers and event streams. What comes behind it finds it in the header in
 * place of the caller's, in this process or in one that the request is sent on to.
 */
export const traceRequests = (instance: FastifyInstance): void => {
  if (!isTraced()) return;
  const open = new WeakMap<FastifyRequest, Span>();
  instance.addHook('onRequest', async (request) => {
    if (isLeftOut(request)) return;
    const span = beginSpan({
      name: nameOf(request),
      kind: 'server',
      parent: traceparentOf(request),
      attributes: {
        [attribute.method]: request.method,
        [attribute.route]: request.routeOptions.url,
        [attribute.path]: request.url.split('?', 1)[0],
      },
    });
    open.set(request, span);
    request.raw.headers['traceparent'] = span.traceparent;
  });
  instance.addHook('onResponse', async (request, reply) => {
    const span = open.get(request);
    if (span !== undefined) end(span, request, reply);
  });
};

const isLeftOut = (request: FastifyRequest): boolean =>
  request.url.startsWith('/health/') || request.url === '/metrics' || isEventStream(request);

const nameOf = ({ method, routeOptions }: FastifyRequest): string =>
  routeOptions.url === undefined ? method : spanName.request(method, routeOptions.url);

const end = (span: Span, request: FastifyRequest, { statusCode }: FastifyReply): void => {
  span.say({ [attribute.status]: statusCode, [attribute.caseId]: subjectOf(request).caseId });
  if (statusCode >= 500) {
    span.say({ [attribute.errorType]: String(statusCode) });
    span.failed(`answered ${statusCode}`);
  }
  span.end();
};

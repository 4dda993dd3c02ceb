import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { isEventStream } from '../http/event-stream.ts';
import { subjectOf } from '../http/request-subject.ts';
import type { Metrics } from './metrics.ts';

const seconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];
const methods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);

/** Every answer is counted by its route's pattern, and is a line of the log at the level `info`. */
export const recordRequests = (instance: FastifyInstance, metrics: Metrics, logger: Logger): void => {
  const requests = metrics.counter({
    name: 'baton_http_requests_total',
    help: 'Requests that were answered',
    labels: ['method', 'route', 'status'],
  });
  const durations = metrics.histogram({
    name: 'baton_http_request_duration_seconds',
    help: 'From the first byte of a request to the last of its answer; event streams are left out',
    labels: ['method', 'route'],
    buckets: seconds,
  });
  instance.addHook('onResponse', async (request, reply) => {
    const { method, route } = placeOf(request);
    requests.inc({ method, route, status: reply.statusCode });
    if (!isEventStream(request)) durations.observe({ method, route }, reply.elapsedTime / 1_000);
    if (logger.isLevelEnabled('info')) logger.info(lineOf(request, reply, route), 'answered');
  });
};

/** What matches no route has one name: paths are without number. */
const placeOf = ({ method, routeOptions }: FastifyRequest): { readonly method: string; readonly route: string } => ({
  method: methods.has(method) ? method : 'other',
  route: routeOptions.url ?? 'none',
});

const lineOf = (request: FastifyRequest, reply: FastifyReply, route: string): object => ({
  method: request.method,
  route,
  status: reply.statusCode,
  durationMs: Math.round(reply.elapsedTime),
  ...subjectOf(request),
});

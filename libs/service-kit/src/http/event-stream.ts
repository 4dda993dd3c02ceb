import type { FastifyRequest } from 'fastify';

/** A request whose answer never ends by itself. */
export const isEventStream = ({ headers, url }: FastifyRequest): boolean =>
  (headers.accept?.includes('text/event-stream') ?? false) || /\/stream(\?|$)/.test(url);

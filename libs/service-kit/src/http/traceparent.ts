import type { FastifyRequest } from 'fastify';

/** W3C Trace Context, level 1: version, trace id, parent id, flags; the version `ff` and ids of zeros mean nothing. */
const form = /^(?!ff)[0-9a-f]{2}-(?!0{32})[0-9a-f]{32}-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

/** What the caller says of its trace; undefined: nothing, or nothing that can be read. */
export const traceparentOf = ({ headers }: Pick<FastifyRequest, 'headers'>): string | undefined => {
  const value = headers['traceparent'];
  return typeof value === 'string' && form.test(value) ? value : undefined;
};

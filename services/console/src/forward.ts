import httpProxy from '@fastify/http-proxy';
import { problemOf } from '@baton/service-kit';
import type { FastifyReply, FastifyServer } from './fastify-server.ts';
import { Origins } from './origins.ts';

/** A command waits for 5 seconds at most for what became of it. */
const answerWithinMs = 10_000;
const retryAfterSeconds = '2';
const safeMethods: readonly string[] = ['GET', 'HEAD'];

interface Asked {
  readonly origin: string;
  readonly tries: number;
}

type Request = FastifyReply['request'];

export interface Forward {
  readonly prefix: string;
  /** Of the instances of one service. */
  readonly origins: readonly string[];
  readonly withinMs?: number;
}

/**
 * Sends everything under the prefix on to one of the origins, bodies untouched, streams streaming. Where one does not
 * answer in time, a question goes to the next one; of a command nobody knows whether it was done, so its sender is told.
 * The Origin header was checked here and names the console's address, not the service's: it stays behind.
 */
export const forwardTo = async (server: FastifyServer, forward: Forward): Promise<void> => {
  const { prefix, withinMs = answerWithinMs } = forward;
  const origins = new Origins(forward.origins);
  const asked = new WeakMap<Request, Asked>();
  const ask = (request: Request): string => {
    const origin = origins.next();
    asked.set(request, { origin, tries: (asked.get(request)?.tries ?? 0) + 1 });
    return origin;
  };
  const replyOptions: httpProxy.FastifyHttpProxyOptions['replyOptions'] = {
    rewriteRequestHeaders: (_, { origin: _origin, ...headers }) => headers,
    getUpstream: (request) => ask(request as Request),
    onError: (reply, { error }) => {
      const { request } = reply as unknown as FastifyReply;
      const { origin, tries } = asked.get(request)!;
      origins.missed(origin);
      if (safeMethods.includes(request.method) && tries < origins.count) reply.from(request.raw.url, replyOptions);
      else refuse(reply as unknown as FastifyReply, error);
    },
  };
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    await scope.register(httpProxy, {
      upstream: '',
      prefix,
      rewritePrefix: prefix,
      // A live stream may be silent for as long as nothing happens.
      undici: { bodyTimeout: 0, headersTimeout: withinMs, connect: { timeout: withinMs } },
      replyOptions,
    });
  });
};

const refuse = (reply: FastifyReply, error: Error): void => {
  const isSafe = safeMethods.includes(reply.request.method);
  const status = (error as { readonly statusCode?: number }).statusCode === 504 ? 504 : 503;
  const problem = problemOf({
    ...{ status, kind: 'service-silent', title: 'The service behind the console does not answer' },
    detail: isSafe
      ? 'Ask again in a moment.'
      : 'Whether anything was changed is open: send it again with the same Idempotency-Key.',
  });
  void reply.status(status).header('Retry-After', retryAfterSeconds).type('application/problem+json').send(problem);
};

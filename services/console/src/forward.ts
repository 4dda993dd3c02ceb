import httpProxy from '@fastify/http-proxy';
import type { FastifyServer } from './fastify-server.ts';

/**
 * Sends everything under `prefix` on to `origin`, bodies untouched, streams streaming.
 * The Origin header was checked here and names the console's address, not the service's: it stays behind.
 */
export const forwardTo = async (server: FastifyServer, prefix: string, origin: string): Promise<void> => {
  await server.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    await scope.register(httpProxy, {
      upstream: origin,
      prefix,
      rewritePrefix: prefix,
      // A live stream may be silent for as long as nothing happens.
      undici: { bodyTimeout: 0, headersTimeout: 30_000 },
      replyOptions: { rewriteRequestHeaders: (_, { origin: _origin, ...headers }) => headers },
    });
  });
};

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyReply, FastifyServer } from './fastify-server.ts';

/** Written by `vite build`; the same from `src` and from `dist`. */
const builtPages = join(import.meta.dirname, '../dist/web');

/** Every path that is a page of the console; anything else is not found. */
const pagePaths = ['/', '/cases/:id', '/inbox'];

const contentSecurityPolicy = [
  "default-src 'self'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ');

const yearMs = 365 * 24 * 60 * 60_000;

/** Registers the pages and their assets. Assets carry a hash in their name and never change; the page always may. */
export const servePages = async (server: FastifyServer, folder: string = builtPages): Promise<void> => {
  await server.register(async (scope) => {
    await scope.register(fastifyStatic, { root: folder, serve: false });
    for (const path of pagePaths) scope.get(path, (_, reply) => page(reply, folder));
    scope.get<{ Params: { '*': string } }>('/assets/*', (request, reply) =>
      reply
        .header('x-content-type-options', 'nosniff')
        .sendFile(`assets/${request.params['*']}`, { maxAge: yearMs, immutable: true }),
    );
  });
};

const page = (reply: FastifyReply, folder: string): FastifyReply => {
  if (!existsSync(join(folder, 'index.html'))) return notBuilt(reply);
  return reply
    .header('content-security-policy', contentSecurityPolicy)
    .header('x-content-type-options', 'nosniff')
    .header('referrer-policy', 'same-origin')
    .header('cache-control', 'no-cache')
    .sendFile('index.html', { cacheControl: false });
};

const notBuilt = (reply: FastifyReply): FastifyReply =>
  reply.code(503).type('application/problem+json').send({
    type: 'about:blank',
    title: 'The console has not been built',
    status: 503,
    detail: 'Run the build of services/console and load this page again.',
  });

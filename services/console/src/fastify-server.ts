import type fastifyStatic from '@fastify/static';

/** The server that Nest's Fastify adapter runs. */
export type FastifyServer = Parameters<typeof fastifyStatic>[0];
export type FastifyReply = Parameters<FastifyServer['errorHandler']>[2];

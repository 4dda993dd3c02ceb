import { isIP } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemException } from './problem-exception.ts';

export interface GuardSettings {
  readonly host: string;
  /** Further names under which this service may be addressed. */
  readonly allowedHosts?: readonly string[];
}

const loopbackNames = ['localhost', '127.0.0.1', '[::1]'];
const anyAddress = ['0.0.0.0', '::', '[::]'];

/**
 * A page of another site must not reach a service on this machine, not even by making its own name point here (DNS
 * rebinding): the Host and Origin headers must name this service. Addresses in numbers cannot be rebound and are fine
 * where the service listens on all of them.
 */
export const guardHosts = (instance: FastifyInstance, settings: GuardSettings): void => {
  const isOurs = hostCheck(settings);
  instance.addHook('onRequest', async (request: FastifyRequest) => {
    const host = request.headers.host;
    if (host === undefined || !isOurs(nameOf(`http://${host}`))) throw forbidden('Host', host);
    const origin = request.headers.origin;
    if (origin !== undefined && !isOurs(nameOf(origin))) throw forbidden('Origin', origin);
  });
};

const hostCheck = ({ host, allowedHosts = [] }: GuardSettings): ((name: string | undefined) => boolean) => {
  const names = new Set([...loopbackNames, host, ...allowedHosts].map((name) => name.toLowerCase()));
  const anyNumber = anyAddress.includes(host);
  return (name) => name !== undefined && (names.has(name) || (anyNumber && isIP(name.replace(/^\[|\]$/g, '')) !== 0));
};

const nameOf = (url: string): string | undefined =>
  URL.canParse(url) ? new URL(url).hostname.toLowerCase() : undefined;

const forbidden = (header: string, value: string | undefined): ProblemException =>
  new ProblemException({
    status: 403,
    kind: 'foreign-host',
    title: `The ${header} header does not name this service`,
    detail: `${header}: got ${JSON.stringify(value ?? null)}. BATON_ALLOWED_HOSTS lists further names.`,
  });

const ownPolicy =
  "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
/** The page of the interface's description styles itself in line. */
const docsPolicy = `${ownPolicy}; style-src 'self' 'unsafe-inline'`;

/** For every answer that Fastify sends. The console's own scripts and styles come from this origin alone. */
export const addSecurityHeaders = (instance: FastifyInstance): void => {
  instance.addHook('onSend', async (request, reply) => {
    const policy = request.url.startsWith('/docs') ? docsPolicy : ownPolicy;
    void reply.headers({
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'DENY',
      'Referrer-Policy': 'no-referrer',
      'Cross-Origin-Resource-Policy': 'same-origin',
      'Content-Security-Policy': policy,
    });
    if (/^\/(v1|health)\//.test(request.url) && !reply.hasHeader('cache-control'))
      void reply.header('Cache-Control', 'no-store');
  });
};

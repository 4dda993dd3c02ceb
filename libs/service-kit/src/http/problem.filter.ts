import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import type { Problem } from '@baton/contracts';
import { InvalidCursor } from '@baton/read-model';
import { ProblemException, problemOf } from './problem-exception.ts';
import { subjectOf } from './request-subject.ts';
import type { RouteTable } from './route-table.ts';
import { invalidInput } from './validation.ts';

const retryAfterSeconds = '2';

interface Answered {
  readonly problem: Problem;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Every error leaves as application/problem+json, and none with a stack trace. */
export class Problems {
  readonly #logger: Logger;
  readonly #routes: RouteTable;

  constructor(logger: Logger, routes: RouteTable) {
    this.#logger = logger;
    this.#routes = routes;
  }

  answer(fault: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const { problem, headers } = this.#answerTo(fault, request);
    if (problem.status >= 500) {
      const { method, url } = request;
      this.#logger.error({ fault, method, url, ...subjectOf(request) }, problem.title);
    }
    if (reply.sent) return;
    void reply
      .status(problem.status)
      .headers(headers ?? {})
      .type('application/problem+json')
      .send(problem);
  }

  #answerTo(fault: unknown, request: FastifyRequest): Answered {
    if (fault instanceof ProblemException) return { problem: fault.problem, headers: fault.headers };
    if (isPortFault(fault)) return storeFault(fault, request.method);
    if (fault instanceof InvalidCursor) return { problem: badCursor };
    const status = statusOf(fault);
    if (status === undefined || status >= 500)
      return { problem: problemOf({ status: 500, kind: 'internal', detail: 'The fault is in the log.' }) };
    const allowed = status === 404 ? this.#routes.methodsOf(request.url) : [];
    if (allowed.length > 0) return methodNotAllowed(request.method, allowed);
    return { problem: problemOf({ status, detail: detailOf(fault, status) }) };
  }
}

/** What is thrown inside Nest. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #problems: Problems;

  constructor(problems: Problems) {
    this.#problems = problems;
  }

  catch(fault: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.#problems.answer(fault, http.getRequest<FastifyRequest>(), http.getResponse<FastifyReply>());
  }
}

/** What an adapter of any port throws. */
interface PortFault extends Error {
  readonly code: string;
  readonly retryable: boolean;
}

const isPortFault = (fault: unknown): fault is PortFault =>
  fault instanceof Error && typeof (fault as Partial<PortFault>).retryable === 'boolean';

const storeFault = (fault: PortFault, method: string): Answered => {
  if (fault.code === 'too-large')
    return { problem: problemOf({ status: 413, kind: 'too-large', detail: fault.message }) };
  if (fault.code === 'invalid-argument')
    return { problem: problemOf({ status: 400, kind: 'invalid-input', detail: fault.message }) };
  if (!fault.retryable && fault.code !== 'closed')
    return { problem: problemOf({ status: 500, kind: 'internal', detail: 'The fault is in the log.' }) };
  return {
    problem: problemOf({
      status: 503,
      kind: 'store-unavailable',
      title: 'The store cannot be reached',
      detail:
        method === 'GET'
          ? 'Ask again in a moment.'
          : 'Whether anything was changed is open: send it again with the same Idempotency-Key.',
    }),
    headers: { 'Retry-After': retryAfterSeconds },
  };
};

const badCursor = invalidInput([{ pointer: '/after', detail: 'expected the "next" of a page of this list' }]).problem;

const methodNotAllowed = (method: string, allowed: readonly string[]): Answered => ({
  problem: problemOf({ status: 405, detail: `${method} is not possible here; ${allowed.join(', ')} is.` }),
  headers: { Allow: allowed.join(', ') },
});

const statusOf = (fault: unknown): number | undefined => {
  if (fault instanceof HttpException) return fault.getStatus();
  const status = (fault as { readonly statusCode?: unknown } | undefined)?.statusCode;
  return typeof status === 'number' ? status : undefined;
};

const plainWords: Readonly<Record<number, string>> = {
  404: 'There is nothing at this address.',
  414: 'A part of the address is too long.',
  413: 'The body is larger than 1 MiB.',
  415: 'The body must be JSON: Content-Type application/json.',
};

const detailOf = (fault: unknown, status: number): string =>
  plainWords[status] ?? (fault instanceof Error ? fault.message : 'The request cannot be understood.');

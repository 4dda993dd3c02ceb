import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import type { ConnectionError, FastifyReply, FastifyRequest } from 'fastify';
import { bodyLimitBytes } from './json-body.ts';
import { problemOf } from './problem-exception.ts';
import type { Problems } from './problem.filter.ts';

/** Of one part of an address, decoded. */
const maxParamLength = 512;
/** A request has to have come in whole by then. */
const requestTimeoutMs = 60_000;

/**
 * Fastify answers some errors by itself: an address that cannot be read, a body that is no JSON, a request that is no
 * HTTP. They become problems too. The handler is there before the first route: routes keep the one that they find.
 */
export class ProblemAdapter extends FastifyAdapter {
  constructor(problems: Problems) {
    const answer = (fault: unknown, request: unknown, reply: unknown): void =>
      problems.answer(fault, request as FastifyRequest, reply as FastifyReply);
    super({
      forceCloseConnections: true,
      bodyLimit: bodyLimitBytes,
      requestTimeout: requestTimeoutMs,
      routerOptions: { maxParamLength },
      frameworkErrors: answer,
      clientErrorHandler: answerBrokenRequest,
    });
    this.getInstance().setErrorHandler(answer);
  }

  /** Nest would set its own when the routes are there already. */
  override setErrorHandler(): ReturnType<FastifyAdapter['setErrorHandler']> {
    return this.getInstance();
  }
}

const statusOf: Readonly<Record<string, number>> = { HPE_HEADER_OVERFLOW: 431, ERR_HTTP_REQUEST_TIMEOUT: 408 };

const answerBrokenRequest = (fault: ConnectionError, socket: Socket): void => {
  if (fault.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const status = statusOf[fault.code] ?? 400;
  const body = JSON.stringify(problemOf({ status, detail: 'The request is not HTTP that can be read.' }));
  const head = [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    'Content-Type: application/problem+json',
    `Content-Length: ${body.length}`,
    'Connection: close',
  ];
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
};

import { STATUS_CODES } from 'node:http';
import { HttpException } from '@nestjs/common';
import type { Problem } from '@baton/contracts';

/** `type` is a URN that never changes; `kind` is its last part. */
export interface ProblemParts extends Omit<Partial<Problem>, 'type'> {
  readonly status: number;
  readonly kind?: string;
}

export const problemOf = ({ kind, status, title, ...rest }: ProblemParts): Problem => ({
  type: kind === undefined ? 'about:blank' : `urn:baton:problem:${kind}`,
  title: title ?? STATUS_CODES[status] ?? 'Error',
  status,
  ...rest,
});

/** Thrown by controllers; answered as application/problem+json (RFC 9457). */
export class ProblemException extends HttpException {
  readonly problem: Problem;
  readonly headers: Readonly<Record<string, string>>;

  constructor(parts: ProblemParts, headers: Readonly<Record<string, string>> = {}) {
    const problem = problemOf(parts);
    super(problem, problem.status);
    this.problem = problem;
    this.headers = headers;
  }
}

/** For a query of something that does not exist. */
export const notFound = (what: string): ProblemException =>
  new ProblemException({ status: 404, kind: 'not-found', detail: `There is no ${what}.` });

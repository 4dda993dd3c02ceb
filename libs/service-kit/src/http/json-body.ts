import type { FastifyInstance, FastifyRequest } from 'fastify';
import { ProblemException } from './problem-exception.ts';

export const bodyLimitBytes = 1024 * 1024;
const maxDepth = 64;
const jsonTypes = ['application/json', 'application/cloudevents+json', 'application/cloudevents-batch+json'];

/** JSON media types only; anything else is answered with 415. `__proto__` and nesting deeper than 64 are refused. */
export const acceptJsonOnly = (instance: FastifyInstance): void => {
  const parse = instance.getDefaultJsonParser('error', 'error') as (
    request: FastifyRequest,
    body: string,
    done: (fault: Error | null, value?: unknown) => void,
  ) => void;
  instance.removeAllContentTypeParsers();
  instance.addContentTypeParser(
    jsonTypes,
    { parseAs: 'string', bodyLimit: bodyLimitBytes },
    (request, body: string, done) => {
      if (!isPlainUtf8(request)) return done(notUtf8());
      if (body === '') return done(null, undefined);
      if (isTooDeep(body)) return done(badJson(`nested at most ${maxDepth} deep`));
      return parse(request, body, (fault, value) =>
        fault === null
          ? done(null, value)
          : done(badJson('well-formed, without the names "__proto__" and "constructor"')),
      );
    },
  );
};

/** As the body is read: not compressed, and in the one encoding of JSON (RFC 8259). */
const isPlainUtf8 = ({ headers }: FastifyRequest): boolean => {
  const charset = /;\s*charset\s*=\s*"?([^\s;"]+)/i.exec(headers['content-type'] ?? '')?.[1] ?? 'utf-8';
  return /^(?:utf-?8|us-ascii)$/i.test(charset) && (headers['content-encoding'] ?? 'identity') === 'identity';
};

const notUtf8 = (): ProblemException =>
  new ProblemException({ status: 415, detail: 'The body must be JSON in UTF-8, without a Content-Encoding.' });

const badJson = (expectation: string): ProblemException =>
  new ProblemException({
    status: 400,
    kind: 'malformed-json',
    title: 'The body is not the JSON that was expected',
    detail: `Expected JSON ${expectation}.`,
  });

const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket] = [...'"\\{}[]'].map((character) =>
  character.charCodeAt(0),
);

const isTooDeep = (text: string): boolean => {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) at = endOfString(text, at);
    else if (code === openBrace || code === openBracket) depth++;
    else if (code === closeBrace || code === closeBracket) depth--;
    if (depth > maxDepth) return true;
  }
  return false;
};

/** Index of the closing quote of the string that opens at `start`, or the text's end. */
const endOfString = (text: string, start: number): number => {
  for (let at = start + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === backslash) at++;
    else if (code === quote) return at;
  }
  return text.length;
};

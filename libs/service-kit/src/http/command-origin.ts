import { randomUUID } from 'node:crypto';
import { type ExecutionContext, applyDecorators, createParamDecorator } from '@nestjs/common';
import { ApiHeader, ApiResponse } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { type Actor, isPrintable } from '@baton/contracts';
import { hashOf } from '../command-ids.ts';
import type { CommandContext } from '../command-runner.ts';
import { ProblemException } from './problem-exception.ts';
import { traceparentOf } from './traceparent.ts';

/** What a command's request says beside its body. */
export interface CommandOrigin {
  readonly actor: Actor;
  readonly key: string;
  /** SHA-256 of method, path, actor and body. */
  readonly hash: string;
  readonly traceparent?: string;
}

const maxKeyCharacters = 255;
const maxActorCharacters = 128;
const printable = /^[\x20-\x7e]+$/;

const badHeader = (name: string, expected: string): ProblemException =>
  new ProblemException({
    status: 400,
    kind: 'bad-header',
    title: 'A header is missing or malformed',
    detail: `${name}: expected ${expected}.`,
  });

const textHeader = (request: FastifyRequest, name: string): string | undefined => {
  const value = request.headers[name.toLowerCase()];
  return Array.isArray(value) ? value.join(', ') : value;
};

/** Header values are Latin-1 on the wire; names in other scripts come percent-encoded. */
const actorHeader = (request: FastifyRequest, name: string): string | undefined => {
  const value = textHeader(request, name)?.trim();
  if (value === undefined || value === '') return undefined;
  const id = decodedOr(value);
  if (id === undefined || id === '' || id.length > maxActorCharacters || !isPrintable(id))
    throw badHeader(name, `an id of at most ${maxActorCharacters} characters, percent-encoded where not ASCII`);
  return id;
};

const decodedOr = (value: string): string | undefined => {
  try {
    return printable.test(value) ? decodeURIComponent(value) : undefined;
  } catch {
    return undefined;
  }
};

export const actorOf = (request: FastifyRequest): Actor => {
  const id = actorHeader(request, 'Baton-Actor');
  if (id === undefined) throw badHeader('Baton-Actor', 'the id of who acts');
  const onBehalfOf = actorHeader(request, 'Baton-On-Behalf-Of');
  return { id, ...(onBehalfOf !== undefined && { onBehalfOf }) };
};

/**
 * `Idempotency-Key` of draft-ietf-httpapi-idempotency-key-header-07: a quoted structured-field string; a bare token is
 * taken too. Without one the command gets a key of its own, which the response carries back.
 */
export const keyOf = (request: FastifyRequest): string => {
  const value = textHeader(request, 'Idempotency-Key')?.trim();
  if (value === undefined) return randomUUID();
  const quoted = /^"((?:[^"\\]|\\["\\])*)"$/.exec(value)?.[1]?.replace(/\\(["\\])/g, '$1');
  const key = quoted ?? (/^[^\s",;\\]+$/.test(value) ? value : undefined);
  if (key === undefined || key === '' || key.length > maxKeyCharacters || !printable.test(key)) {
    throw badHeader('Idempotency-Key', `one quoted string of 1 to ${maxKeyCharacters} ASCII characters`);
  }
  return key;
};

const keyHeaderOf = (key: string): string => `"${key.replace(/["\\]/g, '\\$&')}"`;

const keyOnce = (context: ExecutionContext): string => {
  const reply = context.switchToHttp().getResponse<FastifyReply>();
  const sent = reply.request as FastifyRequest & { batonCommandKey?: string };
  sent.batonCommandKey ??= keyOf(sent);
  void reply.header('Idempotency-Key', keyHeaderOf(sent.batonCommandKey));
  return sent.batonCommandKey;
};

export const CurrentActor = createParamDecorator((_: unknown, context: ExecutionContext): Actor =>
  actorOf(context.switchToHttp().getRequest<FastifyRequest>()),
);

export const CommandKey = createParamDecorator((_: unknown, context: ExecutionContext): string => keyOnce(context));

/** Actor, key and hash at once: what `commandContext` needs. */
export const Origin = createParamDecorator((_: unknown, context: ExecutionContext): CommandOrigin => {
  const request = context.switchToHttp().getRequest<FastifyRequest>();
  const actor = actorOf(request);
  const traceparent = traceparentOf(request);
  const path = request.url.split('?', 1)[0];
  return {
    actor,
    key: keyOnce(context),
    hash: hashOf([request.method, path, actor, request.body ?? {}]),
    ...(traceparent !== undefined && { traceparent }),
  };
});

export const commandContext = (origin: CommandOrigin, caseId: string): CommandContext => ({
  actor: origin.actor,
  commandId: origin.key,
  commandHash: origin.hash,
  caseId,
  ...(origin.traceparent !== undefined && { traceparent: origin.traceparent }),
});

const problemContent = { 'application/problem+json': { schema: { type: 'object' } } };

/** Describes a command's headers and problems in the OpenAPI document. */
export const ApiCommand = (): MethodDecorator & ClassDecorator =>
  applyDecorators(
    ApiHeader({ name: 'Baton-Actor', required: true, description: 'The id of who acts' }),
    ApiHeader({ name: 'Baton-On-Behalf-Of', required: false, description: 'For whom, when not for oneself' }),
    ApiHeader({
      name: 'Idempotency-Key',
      required: false,
      description: 'The same key makes a repeated command harmless',
    }),
    ApiResponse({ status: 400, description: 'A field or header is missing or malformed', content: problemContent }),
    ApiResponse({ status: 409, description: 'Others were writing; send it again', content: problemContent }),
    ApiResponse({
      status: 422,
      description: 'Refused, or the key belongs to another command',
      content: problemContent,
    }),
  );

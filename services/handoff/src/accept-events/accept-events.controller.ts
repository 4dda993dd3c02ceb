import { Body, Controller, HttpCode, Post, Req } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiBody, ApiConsumes, ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { ProblemException, invalidInput, traceparentOf } from '@baton/service-kit';
import { AcceptEvents, type AcceptedEvents } from './accept-events.command.ts';
import { isTooLarge } from './publishable-event.ts';

export const maxBatch = 500;

const batchType = 'application/cloudevents-batch+json';

@ApiTags('publishing')
@Controller('v1/events')
export class AcceptEventsController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @HttpCode(202)
  @ApiConsumes('application/cloudevents+json', batchType, 'application/json')
  @ApiBody({ description: 'A CloudEvent 1.0 in structured JSON, or a batch of them', schema: { type: 'object' } })
  @ApiOperation({ summary: 'Publish what happened. 202: well-formed and on disk; repeating it changes nothing' })
  async accept(@Body() body: unknown, @Req() request: FastifyRequest): Promise<Pick<AcceptedEvents, 'stored'>> {
    const sent = eventsOf(body, request.headers['content-type'] ?? '');
    const events = sent.map(tracedBy(traceparentOf(request)));
    const { stored, refused } = await this.commands.execute(new AcceptEvents(events));
    if (refused.length === 0) return { stored };
    if (events.length === 1 && isTooLarge(refused[0]!)) throw tooLarge('The event is too large', refused[0]!.detail);
    const bad = new Set(refused.map((error) => error.index)).size;
    throw new ProblemException({
      status: 422,
      kind: 'invalid-events',
      title: 'Some events are malformed',
      detail: `${bad} of ${events.length} refused; ${stored.length} stored.`,
      errors: refused,
      ...{ stored },
    });
  }
}

/** An event's own trace is that in which it happened; the request's stands in for it. */
const tracedBy =
  (traceparent: string | undefined) =>
  (event: unknown): unknown =>
    traceparent === undefined || typeof event !== 'object' || event === null || Array.isArray(event)
      ? event
      : { traceparent, ...event };

const tooLarge = (title: string, detail: string): ProblemException =>
  new ProblemException({ status: 413, kind: 'too-large', title, detail });

const eventsOf = (body: unknown, contentType: string): readonly unknown[] => {
  const isBatch = contentType.toLowerCase().startsWith(batchType);
  if (isBatch && !Array.isArray(body)) {
    throw invalidInput([{ pointer: '', detail: `expected an array of CloudEvents for ${batchType}, got one value` }]);
  }
  if (!Array.isArray(body)) return [body];
  if (body.length > maxBatch) {
    throw tooLarge('The batch is too large', `expected at most ${maxBatch} events in a batch, got ${body.length}`);
  }
  return body;
};

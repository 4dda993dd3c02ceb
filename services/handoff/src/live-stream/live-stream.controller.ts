import { Controller, Get, Headers, Inject, type OnApplicationShutdown, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { formatInstant } from '@baton/contracts';
import { CLOCK, type Clock } from '@baton/service-kit';
import { type LiveMessage, LiveStream } from './live-stream.ts';

/** Messages of this span go out as one piece. */
const gatherMs = 75;
const heartbeatMs = 15_000;
/** A console that reads slower than this much is let go; it comes back by itself. */
const maxUnsentBytes = 1 << 20;

const frame = ({ id, message }: LiveMessage): string => `id: ${id}\ndata: ${JSON.stringify(message)}\n\n`;

@ApiTags('reading')
@Controller('v1/stream')
export class LiveStreamController implements OnApplicationShutdown {
  private readonly open = new Set<FastifyReply>();

  constructor(
    private readonly stream: LiveStream,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  onApplicationShutdown(): void {
    for (const reply of this.open) reply.raw.end();
  }

  @Get()
  @ApiOperation({ summary: 'Server-sent events: decisions as they are made; resumes after Last-Event-ID' })
  listen(@Req() request: FastifyRequest, @Res() reply: FastifyReply, @Headers('last-event-id') lastId?: string): void {
    reply.hijack();
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream',
      'cache-control': 'no-cache, no-transform',
      'x-accel-buffering': 'no',
    });
    this.open.add(reply);
    const missed = lastId === undefined ? [] : this.stream.since(lastId);
    reply.raw.write(
      this.clockFrame() + (missed === undefined ? 'event: reload\ndata: {}\n\n' : missed.map(frame).join('')),
    );
    const end = this.forward(reply);
    request.raw.on('close', () => {
      end();
      this.open.delete(reply);
    });
  }

  private forward(reply: FastifyReply): () => void {
    let gathered = '';
    const send = (text: string): void => {
      if (reply.raw.writableLength > maxUnsentBytes) reply.raw.destroy();
      else reply.raw.write(text);
    };
    const flush = setInterval(() => {
      if (gathered !== '') send(gathered);
      gathered = '';
    }, gatherMs);
    const heartbeat = setInterval(() => send(this.clockFrame()), heartbeatMs);
    const stop = this.stream.receive((messages) => (gathered += messages.map(frame).join('')));
    return () => {
      stop();
      clearInterval(flush);
      clearInterval(heartbeat);
    };
  }

  private clockFrame(): string {
    return `data: ${JSON.stringify({ kind: 'clock', now: formatInstant(this.clock.now()) })}\n\n`;
  }
}

import { Controller, Get, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { HealthRegistry } from '../health.ts';

@ApiExcludeController()
@Controller('health')
export class HealthController {
  readonly #health: HealthRegistry;

  constructor(health: HealthRegistry) {
    this.#health = health;
  }

  /** The process answers. */
  @Get('live')
  live(): { readonly status: 'live' } {
    return { status: 'live' };
  }

  /** Everything that runs in the background runs; otherwise 503 and what does not. Beside it what is worth knowing. */
  @Get('ready')
  ready(@Res({ passthrough: true }) reply: FastifyReply): unknown {
    const reasons = this.#health.troubles();
    const notices = this.#health.notices();
    const noticed = notices.length === 0 ? {} : { notices };
    if (reasons.length === 0) return { status: 'ready', ...noticed };
    void reply.status(503).header('Retry-After', '2');
    return { status: 'not-ready', reasons, ...noticed };
  }
}

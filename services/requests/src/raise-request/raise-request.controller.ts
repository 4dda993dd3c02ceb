import { Body, Controller, Post, Res } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { ApiCommand, type CommandOrigin, Origin, answer, idFromKey } from '@baton/service-kit';
import { type RequestView, refusalStatus, requestView } from '../request-result.ts';
import { RaiseRequest, RaiseRequestBody } from './raise-request.command.ts';

@ApiTags('requests')
@Controller('v1/requests')
export class RaiseRequestController {
  constructor(private readonly commands: CommandBus) {}

  @Post()
  @ApiCommand()
  @ApiOperation({ summary: 'Ask for something: opens a case, whose id comes from the Idempotency-Key' })
  async raise(
    @Body() body: RaiseRequestBody,
    @Origin() origin: CommandOrigin,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<RequestView> {
    const id = idFromKey(origin.key);
    const accepted = answer(await this.commands.execute(new RaiseRequest(id, body, origin)), refusalStatus);
    void reply.header('Location', `/v1/requests/${id}`);
    return requestView(id, accepted);
  }
}

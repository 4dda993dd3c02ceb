import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCommand, type CommandOrigin, Origin, answer } from '@baton/service-kit';
import { type RequestView, refusalStatus, requestView } from '../request-result.ts';
import { CancelRequest, CancelRequestBody } from './cancel-request.command.ts';

@ApiTags('requests')
@Controller('v1/requests')
export class CancelRequestController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/cancel')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: 'Call it off, until the fulfilment is confirmed' })
  async cancel(
    @Param('id') id: string,
    @Body() body: CancelRequestBody,
    @Origin() origin: CommandOrigin,
  ): Promise<RequestView> {
    return requestView(id, answer(await this.commands.execute(new CancelRequest(id, body, origin)), refusalStatus));
  }
}

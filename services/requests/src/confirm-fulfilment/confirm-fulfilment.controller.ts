import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCommand, type CommandOrigin, Origin, answer } from '@baton/service-kit';
import { type RequestView, refusalStatus, requestView } from '../request-result.ts';
import { ConfirmFulfilment, ConfirmFulfilmentBody } from './confirm-fulfilment.command.ts';

@ApiTags('requests')
@Controller('v1/requests')
export class ConfirmFulfilmentController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/confirm')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: 'Say that what was asked for is there and works' })
  async confirm(
    @Param('id') id: string,
    @Body() body: ConfirmFulfilmentBody,
    @Origin() origin: CommandOrigin,
  ): Promise<RequestView> {
    return requestView(id, answer(await this.commands.execute(new ConfirmFulfilment(id, body, origin)), refusalStatus));
  }
}

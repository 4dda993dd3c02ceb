import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCommand, type CommandOrigin, Origin, answer } from '@baton/service-kit';
import { type RequestView, refusalStatus, requestView } from '../request-result.ts';
import { AmendRequest, AmendRequestBody } from './amend-request.command.ts';

@ApiTags('requests')
@Controller('v1/requests')
export class AmendRequestController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/amend')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: 'Change what is asked for, at any time before it is closed' })
  async amend(
    @Param('id') id: string,
    @Body() body: AmendRequestBody,
    @Origin() origin: CommandOrigin,
  ): Promise<RequestView> {
    return requestView(id, answer(await this.commands.execute(new AmendRequest(id, body, origin)), refusalStatus));
  }
}

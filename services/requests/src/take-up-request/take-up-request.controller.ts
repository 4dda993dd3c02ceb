import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCommand, type CommandOrigin, Origin, answer } from '@baton/service-kit';
import { type RequestView, refusalStatus, requestView } from '../request-result.ts';
import { TakeUpRequest, TakeUpRequestBody } from './take-up-request.command.ts';

@ApiTags('requests')
@Controller('v1/requests')
export class TakeUpRequestController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/take-up')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: 'Take the request up again, once the diagnosis or a returned approval has come back' })
  async takeUp(
    @Param('id') id: string,
    @Body() body: TakeUpRequestBody,
    @Origin() origin: CommandOrigin,
  ): Promise<RequestView> {
    return requestView(id, answer(await this.commands.execute(new TakeUpRequest(id, body, origin)), refusalStatus));
  }
}

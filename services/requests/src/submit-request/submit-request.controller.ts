import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCommand, type CommandOrigin, Origin, answer } from '@baton/service-kit';
import { type RequestView, refusalStatus, requestView } from '../request-result.ts';
import { SubmitRequest, SubmitRequestBody } from './submit-request.command.ts';

@ApiTags('requests')
@Controller('v1/requests')
export class SubmitRequestController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/submit')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: 'Ask for approval' })
  async submit(
    @Param('id') id: string,
    @Body() body: SubmitRequestBody,
    @Origin() origin: CommandOrigin,
  ): Promise<RequestView> {
    return requestView(id, answer(await this.commands.execute(new SubmitRequest(id, body, origin)), refusalStatus));
  }
}

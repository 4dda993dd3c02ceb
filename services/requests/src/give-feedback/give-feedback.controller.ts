import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCommand, type CommandOrigin, Origin, answer } from '@baton/service-kit';
import { type RequestView, refusalStatus, requestView } from '../request-result.ts';
import { GiveFeedback, GiveFeedbackBody } from './give-feedback.command.ts';

@ApiTags('requests')
@Controller('v1/requests')
export class GiveFeedbackController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/feedback')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: 'Say how it went' })
  async feedback(
    @Param('id') id: string,
    @Body() body: GiveFeedbackBody,
    @Origin() origin: CommandOrigin,
  ): Promise<RequestView> {
    return requestView(id, answer(await this.commands.execute(new GiveFeedback(id, body, origin)), refusalStatus));
  }
}

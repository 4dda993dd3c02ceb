import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCommand, type CommandOrigin, Origin, answer } from '@baton/service-kit';
import { type ApprovalView, approvalView, refusalStatus } from '../approval-result.ts';
import { TakeUpSignature, TakeUpSignatureBody } from './take-up-signature.command.ts';

@ApiTags('approvals')
@Controller('v1/approvals')
export class TakeUpSignatureController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/take-up')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: 'Take a signature up: the first of signatory and deputy has it' })
  async takeUp(
    @Param('id') id: string,
    @Body() body: TakeUpSignatureBody,
    @Origin() origin: CommandOrigin,
  ): Promise<ApprovalView> {
    return approvalView(id, answer(await this.commands.execute(new TakeUpSignature(id, body, origin)), refusalStatus));
  }
}

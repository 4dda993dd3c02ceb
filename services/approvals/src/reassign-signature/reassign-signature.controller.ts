import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCommand, type CommandOrigin, Origin, answer } from '@baton/service-kit';
import { type ApprovalView, approvalView, refusalStatus } from '../approval-result.ts';
import { ReassignSignature, ReassignSignatureBody } from './reassign-signature.command.ts';

@ApiTags('approvals')
@Controller('v1/approvals')
export class ReassignSignatureController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/reassign')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: 'Put a deputy on beside the signatory; the deputy has it by taking it up' })
  async reassign(
    @Param('id') id: string,
    @Body() body: ReassignSignatureBody,
    @Origin() origin: CommandOrigin,
  ): Promise<ApprovalView> {
    return approvalView(
      id,
      answer(await this.commands.execute(new ReassignSignature(id, body, origin)), refusalStatus),
    );
  }
}

import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCommand, type CommandOrigin, Origin, answer } from '@baton/service-kit';
import { type ApprovalView, approvalView, refusalStatus } from '../approval-result.ts';
import { RejectApproval, RejectApprovalBody } from './reject-approval.command.ts';

@ApiTags('approvals')
@Controller('v1/approvals')
export class RejectApprovalController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/reject')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: 'Say no' })
  async reject(
    @Param('id') id: string,
    @Body() body: RejectApprovalBody,
    @Origin() origin: CommandOrigin,
  ): Promise<ApprovalView> {
    return approvalView(id, answer(await this.commands.execute(new RejectApproval(id, body, origin)), refusalStatus));
  }
}

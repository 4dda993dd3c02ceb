import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCommand, type CommandOrigin, Origin, answer } from '@baton/service-kit';
import { type ApprovalView, approvalView, refusalStatus } from '../approval-result.ts';
import { ReturnApproval, ReturnApprovalBody } from './return-approval.command.ts';

@ApiTags('approvals')
@Controller('v1/approvals')
export class ReturnApprovalController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/return')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: 'Give the request back for what is missing' })
  async return(
    @Param('id') id: string,
    @Body() body: ReturnApprovalBody,
    @Origin() origin: CommandOrigin,
  ): Promise<ApprovalView> {
    return approvalView(id, answer(await this.commands.execute(new ReturnApproval(id, body, origin)), refusalStatus));
  }
}

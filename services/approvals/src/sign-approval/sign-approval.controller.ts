import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCommand, type CommandOrigin, Origin, answer } from '@baton/service-kit';
import { type ApprovalView, approvalView, refusalStatus } from '../approval-result.ts';
import { SignApproval, SignApprovalBody } from './sign-approval.command.ts';

@ApiTags('approvals')
@Controller('v1/approvals')
export class SignApprovalController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/sign')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: 'Sign; what was not taken up is taken up with it' })
  async sign(
    @Param('id') id: string,
    @Body() body: SignApprovalBody,
    @Origin() origin: CommandOrigin,
  ): Promise<ApprovalView> {
    return approvalView(id, answer(await this.commands.execute(new SignApproval(id, body, origin)), refusalStatus));
  }
}

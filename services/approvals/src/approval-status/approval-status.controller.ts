import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type ApprovalView, approvalView } from '../approval-result.ts';
import { ApprovalStatus } from './approval-status.query.ts';

@ApiTags('approvals')
@Controller('v1/approvals')
export class ApprovalStatusController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':id')
  @ApiOperation({ summary: 'How far an approval is' })
  async status(@Param('id') id: string): Promise<ApprovalView> {
    return approvalView(id, await this.queries.execute(new ApprovalStatus(id)));
  }
}

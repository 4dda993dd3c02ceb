import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { CommandRunner, type Loaded } from '@baton/service-kit';
import { approvalDecider, approvalStream, type ApprovalState } from '../approval.decider.ts';
import { ApprovalStatus } from './approval-status.query.ts';

@QueryHandler(ApprovalStatus)
export class ApprovalStatusHandler implements IQueryHandler<ApprovalStatus> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ id }: ApprovalStatus): Promise<Loaded<ApprovalState>> {
    return this.runner.load(approvalDecider, approvalStream(id));
  }
}

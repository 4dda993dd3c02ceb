import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRunner, commandContext } from '@baton/service-kit';
import { approvalDecider, approvalStream } from '../approval.decider.ts';
import type { ApprovalResult } from '../approval-result.ts';
import { RejectApproval } from './reject-approval.command.ts';

@CommandHandler(RejectApproval)
export class RejectApprovalHandler implements ICommandHandler<RejectApproval> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ id, body, origin }: RejectApproval): Promise<ApprovalResult> {
    const command = { kind: 'reject', by: origin.actor.id, ...body } as const;
    return this.runner.run(
      { decider: approvalDecider, stream: approvalStream(id) },
      command,
      commandContext(origin, id),
    );
  }
}

import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRunner, commandContext } from '@baton/service-kit';
import { approvalDecider, approvalStream } from '../approval.decider.ts';
import type { ApprovalResult } from '../approval-result.ts';
import { ReturnApproval } from './return-approval.command.ts';

@CommandHandler(ReturnApproval)
export class ReturnApprovalHandler implements ICommandHandler<ReturnApproval> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ id, body, origin }: ReturnApproval): Promise<ApprovalResult> {
    const command = { kind: 'return', by: origin.actor.id, ...body } as const;
    return this.runner.run(
      { decider: approvalDecider, stream: approvalStream(id) },
      command,
      commandContext(origin, id),
    );
  }
}

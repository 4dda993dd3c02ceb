import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRunner, commandContext } from '@baton/service-kit';
import { approvalDecider, approvalStream } from '../approval.decider.ts';
import type { ApprovalResult } from '../approval-result.ts';
import { SignApproval } from './sign-approval.command.ts';

@CommandHandler(SignApproval)
export class SignApprovalHandler implements ICommandHandler<SignApproval> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ id, body, origin }: SignApproval): Promise<ApprovalResult> {
    const command = { kind: 'sign', leg: body.leg, by: origin.actor.id } as const;
    return this.runner.run(
      { decider: approvalDecider, stream: approvalStream(id) },
      command,
      commandContext(origin, id),
    );
  }
}

import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRunner, commandContext } from '@baton/service-kit';
import { approvalDecider, approvalStream } from '../approval.decider.ts';
import type { ApprovalResult } from '../approval-result.ts';
import { ReassignSignature } from './reassign-signature.command.ts';

@CommandHandler(ReassignSignature)
export class ReassignSignatureHandler implements ICommandHandler<ReassignSignature> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ id, body, origin }: ReassignSignature): Promise<ApprovalResult> {
    const command = { kind: 'reassign', by: origin.actor.id, ...body } as const;
    return this.runner.run(
      { decider: approvalDecider, stream: approvalStream(id) },
      command,
      commandContext(origin, id),
    );
  }
}

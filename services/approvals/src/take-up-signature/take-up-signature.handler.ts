import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRunner, commandContext } from '@baton/service-kit';
import { approvalDecider, approvalStream } from '../approval.decider.ts';
import type { ApprovalResult } from '../approval-result.ts';
import { TakeUpSignature } from './take-up-signature.command.ts';

@CommandHandler(TakeUpSignature)
export class TakeUpSignatureHandler implements ICommandHandler<TakeUpSignature> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ id, body, origin }: TakeUpSignature): Promise<ApprovalResult> {
    const command = { kind: 'take-up', leg: body.leg, by: origin.actor.id } as const;
    return this.runner.run(
      { decider: approvalDecider, stream: approvalStream(id) },
      command,
      commandContext(origin, id),
    );
  }
}

import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRunner, commandContext } from '@baton/service-kit';
import { requestDecider, requestStream } from '../request.decider.ts';
import type { RequestResult } from '../request-result.ts';
import { SubmitRequest } from './submit-request.command.ts';

@CommandHandler(SubmitRequest)
export class SubmitRequestHandler implements ICommandHandler<SubmitRequest> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ id, body, origin }: SubmitRequest): Promise<RequestResult> {
    return this.runner.run(
      { decider: requestDecider, stream: requestStream(id) },
      {
        kind: 'submit',
        actor: origin.actor,
        amount: body.amount,
        ...(body.kind !== undefined && { requestKind: body.kind }),
        ...(body.items !== undefined && { items: body.items }),
      },
      commandContext(origin, id),
    );
  }
}

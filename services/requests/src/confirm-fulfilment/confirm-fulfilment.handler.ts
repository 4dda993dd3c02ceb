import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRunner, commandContext } from '@baton/service-kit';
import { requestDecider, requestStream } from '../request.decider.ts';
import type { RequestResult } from '../request-result.ts';
import { ConfirmFulfilment } from './confirm-fulfilment.command.ts';

@CommandHandler(ConfirmFulfilment)
export class ConfirmFulfilmentHandler implements ICommandHandler<ConfirmFulfilment> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ id, origin }: ConfirmFulfilment): Promise<RequestResult> {
    return this.runner.run(
      { decider: requestDecider, stream: requestStream(id) },
      { kind: 'confirm', actor: origin.actor },
      commandContext(origin, id),
    );
  }
}

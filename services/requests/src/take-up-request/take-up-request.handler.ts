import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRunner, commandContext } from '@baton/service-kit';
import { requestDecider, requestStream } from '../request.decider.ts';
import type { RequestResult } from '../request-result.ts';
import { TakeUpRequest } from './take-up-request.command.ts';

@CommandHandler(TakeUpRequest)
export class TakeUpRequestHandler implements ICommandHandler<TakeUpRequest> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ id, origin }: TakeUpRequest): Promise<RequestResult> {
    return this.runner.run(
      { decider: requestDecider, stream: requestStream(id) },
      { kind: 'take-up', actor: origin.actor },
      commandContext(origin, id),
    );
  }
}

import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRunner, commandContext } from '@baton/service-kit';
import { requestDecider, requestStream } from '../request.decider.ts';
import type { RequestResult } from '../request-result.ts';
import { AmendRequest } from './amend-request.command.ts';

@CommandHandler(AmendRequest)
export class AmendRequestHandler implements ICommandHandler<AmendRequest> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ id, body, origin }: AmendRequest): Promise<RequestResult> {
    return this.runner.run(
      { decider: requestDecider, stream: requestStream(id) },
      { kind: 'amend', ...body },
      commandContext(origin, id),
    );
  }
}

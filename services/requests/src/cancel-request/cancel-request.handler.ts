import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRunner, commandContext } from '@baton/service-kit';
import { requestDecider, requestStream } from '../request.decider.ts';
import type { RequestResult } from '../request-result.ts';
import { CancelRequest } from './cancel-request.command.ts';

@CommandHandler(CancelRequest)
export class CancelRequestHandler implements ICommandHandler<CancelRequest> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ id, body, origin }: CancelRequest): Promise<RequestResult> {
    return this.runner.run(
      { decider: requestDecider, stream: requestStream(id) },
      { kind: 'cancel', reason: body.reason },
      commandContext(origin, id),
    );
  }
}

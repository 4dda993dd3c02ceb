import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRunner, commandContext } from '@baton/service-kit';
import { requestDecider, requestStream } from '../request.decider.ts';
import type { RequestResult } from '../request-result.ts';
import { RaiseRequest } from './raise-request.command.ts';

@CommandHandler(RaiseRequest)
export class RaiseRequestHandler implements ICommandHandler<RaiseRequest> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ id, body, origin }: RaiseRequest): Promise<RequestResult> {
    const {
      kind: requestKind = 'purchase',
      impact = 'normal',
      customer = origin.actor.onBehalfOf ?? origin.actor.id,
      ...rest
    } = body;
    const command = { kind: 'raise', requestKind, impact, customer, ...rest } as const;
    return this.runner.run({ decider: requestDecider, stream: requestStream(id) }, command, commandContext(origin, id));
  }
}

import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRunner, commandContext } from '@baton/service-kit';
import { requestDecider, requestStream } from '../request.decider.ts';
import type { RequestResult } from '../request-result.ts';
import { GiveFeedback } from './give-feedback.command.ts';

@CommandHandler(GiveFeedback)
export class GiveFeedbackHandler implements ICommandHandler<GiveFeedback> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ id, body, origin }: GiveFeedback): Promise<RequestResult> {
    return this.runner.run(
      { decider: requestDecider, stream: requestStream(id) },
      { kind: 'give-feedback', ...body },
      commandContext(origin, id),
    );
  }
}

import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRunner, commandContext } from '@baton/service-kit';
import { paymentDecider, paymentStream } from '../payment.decider.ts';
import type { PaymentResult } from '../payment-result.ts';
import { ReassignPayer } from './reassign-payer.command.ts';

@CommandHandler(ReassignPayer)
export class ReassignPayerHandler implements ICommandHandler<ReassignPayer> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ id, body, origin }: ReassignPayer): Promise<PaymentResult> {
    const command = { kind: 'reassign', by: origin.actor.id, ...body } as const;
    return this.runner.run({ decider: paymentDecider, stream: paymentStream(id) }, command, commandContext(origin, id));
  }
}

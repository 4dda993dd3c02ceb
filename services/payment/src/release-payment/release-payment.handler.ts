import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRunner, commandContext } from '@baton/service-kit';
import { paymentDecider, paymentStream } from '../payment.decider.ts';
import type { PaymentResult } from '../payment-result.ts';
import { ReleasePayment } from './release-payment.command.ts';

@CommandHandler(ReleasePayment)
export class ReleasePaymentHandler implements ICommandHandler<ReleasePayment> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ id, origin }: ReleasePayment): Promise<PaymentResult> {
    const command = { kind: 'release', by: origin.actor.id } as const;
    return this.runner.run({ decider: paymentDecider, stream: paymentStream(id) }, command, commandContext(origin, id));
  }
}

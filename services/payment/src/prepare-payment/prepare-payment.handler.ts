import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRunner, commandContext } from '@baton/service-kit';
import { paymentDecider, paymentStream } from '../payment.decider.ts';
import type { PaymentResult } from '../payment-result.ts';
import { PreparePayment } from './prepare-payment.command.ts';

@CommandHandler(PreparePayment)
export class PreparePaymentHandler implements ICommandHandler<PreparePayment> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ id, origin }: PreparePayment): Promise<PaymentResult> {
    const command = { kind: 'prepare', by: origin.actor.id } as const;
    return this.runner.run({ decider: paymentDecider, stream: paymentStream(id) }, command, commandContext(origin, id));
  }
}

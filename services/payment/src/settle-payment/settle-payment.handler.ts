import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRunner, commandContext } from '@baton/service-kit';
import { paymentDecider, paymentStream } from '../payment.decider.ts';
import type { PaymentResult } from '../payment-result.ts';
import { SettlePayment } from './settle-payment.command.ts';

@CommandHandler(SettlePayment)
export class SettlePaymentHandler implements ICommandHandler<SettlePayment> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ id, origin }: SettlePayment): Promise<PaymentResult> {
    const command = { kind: 'settle', by: origin.actor.id } as const;
    return this.runner.run({ decider: paymentDecider, stream: paymentStream(id) }, command, commandContext(origin, id));
  }
}

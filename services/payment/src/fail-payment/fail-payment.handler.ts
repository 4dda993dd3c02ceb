import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRunner, commandContext } from '@baton/service-kit';
import { paymentDecider, paymentStream } from '../payment.decider.ts';
import type { PaymentResult } from '../payment-result.ts';
import { FailPayment } from './fail-payment.command.ts';

@CommandHandler(FailPayment)
export class FailPaymentHandler implements ICommandHandler<FailPayment> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ id, body, origin }: FailPayment): Promise<PaymentResult> {
    const command = { kind: 'fail', reason: body.reason } as const;
    return this.runner.run({ decider: paymentDecider, stream: paymentStream(id) }, command, commandContext(origin, id));
  }
}

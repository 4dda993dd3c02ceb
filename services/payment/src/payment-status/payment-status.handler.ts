import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { CommandRunner, type Loaded } from '@baton/service-kit';
import { paymentDecider, paymentStream, type PaymentState } from '../payment.decider.ts';
import { PaymentStatus } from './payment-status.query.ts';

@QueryHandler(PaymentStatus)
export class PaymentStatusHandler implements IQueryHandler<PaymentStatus> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ id }: PaymentStatus): Promise<Loaded<PaymentState>> {
    return this.runner.load(paymentDecider, paymentStream(id));
  }
}

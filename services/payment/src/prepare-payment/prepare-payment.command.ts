import { Command } from '@nestjs/cqrs';
import type { CommandOrigin } from '@baton/service-kit';
import type { PaymentResult } from '../payment-result.ts';

/** Nothing more to say: the path and the actor say it all. */
export class PreparePaymentBody {}

export class PreparePayment extends Command<PaymentResult> {
  constructor(
    readonly id: string,
    readonly body: PreparePaymentBody,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}

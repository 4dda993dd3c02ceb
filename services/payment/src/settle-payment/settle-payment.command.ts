import { Command } from '@nestjs/cqrs';
import type { CommandOrigin } from '@baton/service-kit';
import type { PaymentResult } from '../payment-result.ts';

/** Nothing more to say: the path and the actor say it all. */
export class SettlePaymentBody {}

export class SettlePayment extends Command<PaymentResult> {
  constructor(
    readonly id: string,
    readonly body: SettlePaymentBody,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}

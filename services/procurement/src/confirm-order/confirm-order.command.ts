import { Command } from '@nestjs/cqrs';
import type { CommandOrigin } from '@baton/service-kit';
import type { OrderResult } from '../order-result.ts';

/** Nothing more to say: the path and the actor say it all. */
export class ConfirmOrderBody {}

export class ConfirmOrder extends Command<OrderResult> {
  constructor(
    readonly id: string,
    readonly body: ConfirmOrderBody,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}

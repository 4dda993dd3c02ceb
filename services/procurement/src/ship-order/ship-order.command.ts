import { Command } from '@nestjs/cqrs';
import type { CommandOrigin } from '@baton/service-kit';
import type { OrderResult } from '../order-result.ts';

/** Nothing more to say: the path and the actor say it all. */
export class ShipOrderBody {}

export class ShipOrder extends Command<OrderResult> {
  constructor(
    readonly id: string,
    readonly body: ShipOrderBody,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}

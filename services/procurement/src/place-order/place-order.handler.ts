import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRunner, commandContext } from '@baton/service-kit';
import { orderDecider, orderStream } from '../order.decider.ts';
import type { OrderResult } from '../order-result.ts';
import { PlaceOrder } from './place-order.command.ts';

@CommandHandler(PlaceOrder)
export class PlaceOrderHandler implements ICommandHandler<PlaceOrder> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ id, body, origin }: PlaceOrder): Promise<OrderResult> {
    const command = { kind: 'place', by: origin.actor.id, awaitsInvoice: false, ...body } as const;
    return this.runner.run({ decider: orderDecider, stream: orderStream(id) }, command, commandContext(origin, id));
  }
}

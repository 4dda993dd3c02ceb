import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRunner, commandContext } from '@baton/service-kit';
import { orderDecider, orderStream } from '../order.decider.ts';
import type { OrderResult } from '../order-result.ts';
import { ReceiveOrder } from './receive-order.command.ts';

@CommandHandler(ReceiveOrder)
export class ReceiveOrderHandler implements ICommandHandler<ReceiveOrder> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ id, origin }: ReceiveOrder): Promise<OrderResult> {
    const command = { kind: 'receive', by: origin.actor.id } as const;
    return this.runner.run({ decider: orderDecider, stream: orderStream(id) }, command, commandContext(origin, id));
  }
}

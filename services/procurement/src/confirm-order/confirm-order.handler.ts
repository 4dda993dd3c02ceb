import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRunner, commandContext } from '@baton/service-kit';
import { orderDecider, orderStream } from '../order.decider.ts';
import type { OrderResult } from '../order-result.ts';
import { ConfirmOrder } from './confirm-order.command.ts';

@CommandHandler(ConfirmOrder)
export class ConfirmOrderHandler implements ICommandHandler<ConfirmOrder> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ id, origin }: ConfirmOrder): Promise<OrderResult> {
    const command = { kind: 'confirm' } as const;
    return this.runner.run({ decider: orderDecider, stream: orderStream(id) }, command, commandContext(origin, id));
  }
}

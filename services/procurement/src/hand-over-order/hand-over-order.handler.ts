import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRunner, commandContext } from '@baton/service-kit';
import { orderDecider, orderStream } from '../order.decider.ts';
import type { OrderResult } from '../order-result.ts';
import { HandOverOrder } from './hand-over-order.command.ts';

@CommandHandler(HandOverOrder)
export class HandOverOrderHandler implements ICommandHandler<HandOverOrder> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ id, body, origin }: HandOverOrder): Promise<OrderResult> {
    const command = { kind: 'hand-over', to: body.to } as const;
    return this.runner.run({ decider: orderDecider, stream: orderStream(id) }, command, commandContext(origin, id));
  }
}

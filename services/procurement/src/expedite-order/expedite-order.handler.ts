import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRunner, commandContext } from '@baton/service-kit';
import { orderDecider, orderStream } from '../order.decider.ts';
import type { OrderResult } from '../order-result.ts';
import { ExpediteOrder } from './expedite-order.command.ts';

@CommandHandler(ExpediteOrder)
export class ExpediteOrderHandler implements ICommandHandler<ExpediteOrder> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ id, body, origin }: ExpediteOrder): Promise<OrderResult> {
    const command = { kind: 'expedite', by: origin.actor.id, reason: body.reason } as const;
    return this.runner.run({ decider: orderDecider, stream: orderStream(id) }, command, commandContext(origin, id));
  }
}

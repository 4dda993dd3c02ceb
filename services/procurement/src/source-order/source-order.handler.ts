import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRunner, commandContext } from '@baton/service-kit';
import { orderDecider, orderStream } from '../order.decider.ts';
import type { OrderResult } from '../order-result.ts';
import { SourceOrder } from './source-order.command.ts';

@CommandHandler(SourceOrder)
export class SourceOrderHandler implements ICommandHandler<SourceOrder> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ id, body, origin }: SourceOrder): Promise<OrderResult> {
    const command = { kind: 'source', supplier: body.supplier, by: origin.actor.id } as const;
    return this.runner.run({ decider: orderDecider, stream: orderStream(id) }, command, commandContext(origin, id));
  }
}

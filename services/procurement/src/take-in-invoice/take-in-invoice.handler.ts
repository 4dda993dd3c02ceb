import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { CommandRunner, commandContext } from '@baton/service-kit';
import { orderDecider, orderStream } from '../order.decider.ts';
import type { OrderResult } from '../order-result.ts';
import { TakeInInvoice } from './take-in-invoice.command.ts';

@CommandHandler(TakeInInvoice)
export class TakeInInvoiceHandler implements ICommandHandler<TakeInInvoice> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ id, body, origin }: TakeInInvoice): Promise<OrderResult> {
    const command = { kind: 'invoice', ...body } as const;
    return this.runner.run({ decider: orderDecider, stream: orderStream(id) }, command, commandContext(origin, id));
  }
}

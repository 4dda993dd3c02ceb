import { type IQueryHandler, QueryHandler } from '@nestjs/cqrs';
import { CommandRunner, type Loaded } from '@baton/service-kit';
import { orderDecider, orderStream, type OrderState } from '../order.decider.ts';
import { OrderStatus } from './order-status.query.ts';

@QueryHandler(OrderStatus)
export class OrderStatusHandler implements IQueryHandler<OrderStatus> {
  constructor(private readonly runner: CommandRunner) {}

  execute({ id }: OrderStatus): Promise<Loaded<OrderState>> {
    return this.runner.load(orderDecider, orderStream(id));
  }
}

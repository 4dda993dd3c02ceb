import { Query } from '@nestjs/cqrs';
import type { Loaded } from '@baton/service-kit';
import type { OrderState } from '../order.decider.ts';

export class OrderStatus extends Query<Loaded<OrderState>> {
  constructor(readonly id: string) {
    super();
  }
}

import { Query } from '@nestjs/cqrs';
import type { Loaded } from '@baton/service-kit';
import type { PaymentState } from '../payment.decider.ts';

export class PaymentStatus extends Query<Loaded<PaymentState>> {
  constructor(readonly id: string) {
    super();
  }
}

import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { type ServiceAdapters, adapterProviders } from '@baton/service-kit';
import { FailPaymentController } from './fail-payment/fail-payment.controller.ts';
import { FailPaymentHandler } from './fail-payment/fail-payment.handler.ts';
import { FollowOrderReaction } from './follow-order/follow-order.reaction.ts';
import { PaymentStatusController } from './payment-status/payment-status.controller.ts';
import { PaymentStatusHandler } from './payment-status/payment-status.handler.ts';
import { PreparePaymentController } from './prepare-payment/prepare-payment.controller.ts';
import { PreparePaymentHandler } from './prepare-payment/prepare-payment.handler.ts';
import { PutOnPayerReaction } from './put-on-payer/put-on-payer.reaction.ts';
import { ReassignPayerController } from './reassign-payer/reassign-payer.controller.ts';
import { ReassignPayerHandler } from './reassign-payer/reassign-payer.handler.ts';
import { ReleasePaymentController } from './release-payment/release-payment.controller.ts';
import { ReleasePaymentHandler } from './release-payment/release-payment.handler.ts';
import { SettlePaymentController } from './settle-payment/settle-payment.controller.ts';
import { SettlePaymentHandler } from './settle-payment/settle-payment.handler.ts';

@Module({
  imports: [CqrsModule],
  controllers: [
    PreparePaymentController,
    ReleasePaymentController,
    SettlePaymentController,
    FailPaymentController,
    ReassignPayerController,
    PaymentStatusController,
  ],
  providers: [
    PreparePaymentHandler,
    ReleasePaymentHandler,
    SettlePaymentHandler,
    FailPaymentHandler,
    ReassignPayerHandler,
    PaymentStatusHandler,
    FollowOrderReaction,
    PutOnPayerReaction,
  ],
})
export class PaymentModule {
  static register(adapters: ServiceAdapters): DynamicModule {
    return { module: PaymentModule, providers: adapterProviders(adapters) };
  }
}

import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { type ServiceAdapters, adapterProviders } from '@baton/service-kit';
import { ConfirmOrderController } from './confirm-order/confirm-order.controller.ts';
import { ConfirmOrderHandler } from './confirm-order/confirm-order.handler.ts';
import { ExpediteOrderController } from './expedite-order/expedite-order.controller.ts';
import { ExpediteOrderHandler } from './expedite-order/expedite-order.handler.ts';
import { FollowCaseReaction } from './follow-case/follow-case.reaction.ts';
import { HandOverOrderController } from './hand-over-order/hand-over-order.controller.ts';
import { HandOverOrderHandler } from './hand-over-order/hand-over-order.handler.ts';
import { OrderStatusController } from './order-status/order-status.controller.ts';
import { OrderStatusHandler } from './order-status/order-status.handler.ts';
import { PlaceOrderController } from './place-order/place-order.controller.ts';
import { PlaceOrderHandler } from './place-order/place-order.handler.ts';
import { ReceiveOrderController } from './receive-order/receive-order.controller.ts';
import { ReceiveOrderHandler } from './receive-order/receive-order.handler.ts';
import { ShipOrderController } from './ship-order/ship-order.controller.ts';
import { ShipOrderHandler } from './ship-order/ship-order.handler.ts';
import { SourceOrderController } from './source-order/source-order.controller.ts';
import { SourceOrderHandler } from './source-order/source-order.handler.ts';
import { TakeInInvoiceController } from './take-in-invoice/take-in-invoice.controller.ts';
import { TakeInInvoiceHandler } from './take-in-invoice/take-in-invoice.handler.ts';

@Module({
  imports: [CqrsModule],
  controllers: [
    SourceOrderController,
    PlaceOrderController,
    TakeInInvoiceController,
    ConfirmOrderController,
    ShipOrderController,
    ReceiveOrderController,
    HandOverOrderController,
    ExpediteOrderController,
    OrderStatusController,
  ],
  providers: [
    SourceOrderHandler,
    PlaceOrderHandler,
    TakeInInvoiceHandler,
    ConfirmOrderHandler,
    ShipOrderHandler,
    ReceiveOrderHandler,
    HandOverOrderHandler,
    ExpediteOrderHandler,
    OrderStatusHandler,
    FollowCaseReaction,
  ],
})
export class ProcurementModule {
  static register(adapters: ServiceAdapters): DynamicModule {
    return { module: ProcurementModule, providers: adapterProviders(adapters) };
  }
}

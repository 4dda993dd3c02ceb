import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { type ServiceAdapters, adapterProviders } from '@baton/service-kit';
import { AmendRequestController } from './amend-request/amend-request.controller.ts';
import { AmendRequestHandler } from './amend-request/amend-request.handler.ts';
import { CancelRequestController } from './cancel-request/cancel-request.controller.ts';
import { CancelRequestHandler } from './cancel-request/cancel-request.handler.ts';
import { ConfirmFulfilmentController } from './confirm-fulfilment/confirm-fulfilment.controller.ts';
import { ConfirmFulfilmentHandler } from './confirm-fulfilment/confirm-fulfilment.handler.ts';
import { GiveFeedbackController } from './give-feedback/give-feedback.controller.ts';
import { GiveFeedbackHandler } from './give-feedback/give-feedback.handler.ts';
import { RaiseRequestController } from './raise-request/raise-request.controller.ts';
import { RaiseRequestHandler } from './raise-request/raise-request.handler.ts';
import { ReopenRequestReaction } from './reopen-request/reopen-request.reaction.ts';
import { RequestStatusController } from './request-status/request-status.controller.ts';
import { RequestStatusHandler } from './request-status/request-status.handler.ts';
import { SubmitRequestController } from './submit-request/submit-request.controller.ts';
import { SubmitRequestHandler } from './submit-request/submit-request.handler.ts';
import { TakeUpRequestController } from './take-up-request/take-up-request.controller.ts';
import { TakeUpRequestHandler } from './take-up-request/take-up-request.handler.ts';

@Module({
  imports: [CqrsModule],
  controllers: [
    RaiseRequestController,
    AmendRequestController,
    TakeUpRequestController,
    SubmitRequestController,
    CancelRequestController,
    ConfirmFulfilmentController,
    GiveFeedbackController,
    RequestStatusController,
  ],
  providers: [
    RaiseRequestHandler,
    AmendRequestHandler,
    TakeUpRequestHandler,
    SubmitRequestHandler,
    CancelRequestHandler,
    ConfirmFulfilmentHandler,
    GiveFeedbackHandler,
    RequestStatusHandler,
    ReopenRequestReaction,
  ],
})
export class RequestsModule {
  static register(adapters: ServiceAdapters): DynamicModule {
    return { module: RequestsModule, providers: adapterProviders(adapters) };
  }
}

import { type DynamicModule, Module } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { READ_MODELS, type ServiceAdapters, adapterProviders } from '@baton/service-kit';
import { ApprovalStatusController } from './approval-status/approval-status.controller.ts';
import { ApprovalStatusHandler } from './approval-status/approval-status.handler.ts';
import { FollowRequestReaction } from './follow-request/follow-request.reaction.ts';
import { INBOX, openInbox } from './inbox/inbox.collections.ts';
import { InboxController } from './inbox/inbox.controller.ts';
import { InboxHandler } from './inbox/inbox.handler.ts';
import { InboxReader } from './inbox/inbox.reader.ts';
import { PutOnDeputyReaction } from './put-on-deputy/put-on-deputy.reaction.ts';
import { ReassignSignatureController } from './reassign-signature/reassign-signature.controller.ts';
import { ReassignSignatureHandler } from './reassign-signature/reassign-signature.handler.ts';
import { RejectApprovalController } from './reject-approval/reject-approval.controller.ts';
import { RejectApprovalHandler } from './reject-approval/reject-approval.handler.ts';
import { ReturnApprovalController } from './return-approval/return-approval.controller.ts';
import { ReturnApprovalHandler } from './return-approval/return-approval.handler.ts';
import { SignApprovalController } from './sign-approval/sign-approval.controller.ts';
import { SignApprovalHandler } from './sign-approval/sign-approval.handler.ts';
import { TakeUpSignatureController } from './take-up-signature/take-up-signature.controller.ts';
import { TakeUpSignatureHandler } from './take-up-signature/take-up-signature.handler.ts';

@Module({
  imports: [CqrsModule],
  controllers: [
    InboxController,
    TakeUpSignatureController,
    SignApprovalController,
    ReturnApprovalController,
    RejectApprovalController,
    ReassignSignatureController,
    ApprovalStatusController,
  ],
  providers: [
    TakeUpSignatureHandler,
    SignApprovalHandler,
    ReturnApprovalHandler,
    RejectApprovalHandler,
    ReassignSignatureHandler,
    ApprovalStatusHandler,
    FollowRequestReaction,
    PutOnDeputyReaction,
    InboxHandler,
    InboxReader,
    { provide: INBOX, useFactory: openInbox, inject: [READ_MODELS] },
  ],
})
export class ApprovalsModule {
  static register(adapters: ServiceAdapters): DynamicModule {
    return { module: ApprovalsModule, providers: adapterProviders(adapters) };
  }
}

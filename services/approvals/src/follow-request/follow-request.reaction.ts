import { Injectable } from '@nestjs/common';
import { eventsTopic, type Outcome } from '@baton/bus';
import type { CloudEvent, RequestEvent } from '@baton/contracts';
import { CaseReaction, outcomeOf, reactionContext } from '@baton/service-kit';
import { type ApprovalCommand, approvalDecider, approvalStream } from '../approval.decider.ts';

const types = ['baton.request.submitted.v1', 'baton.request.cancelled.v1'] as const;
type Followed = Extract<RequestEvent, { readonly type: (typeof types)[number] }>;

/** A submitted request opens its approval; a cancelled one withdraws it. One group, so that their order is kept. */
@Injectable()
export class FollowRequestReaction extends CaseReaction {
  protected override readonly to = { group: 'approvals-follow-request', topics: [eventsTopic], types };

  protected override async reactTo(event: CloudEvent, caseId: string): Promise<Outcome> {
    const command = commandOf({ type: event.type, data: event.data } as Followed);
    const result = await this.runner.run(
      { decider: approvalDecider, stream: approvalStream(caseId) },
      command,
      reactionContext(event, caseId),
    );
    return outcomeOf(result, ['already-decided']);
  }
}

const commandOf = (event: Followed): ApprovalCommand => {
  switch (event.type) {
    case 'baton.request.submitted.v1':
      return { kind: 'open', title: event.data.title, requestKind: event.data.kind, amount: event.data.amount };
    case 'baton.request.cancelled.v1':
      return { kind: 'withdraw', reason: event.data.reason };
  }
};

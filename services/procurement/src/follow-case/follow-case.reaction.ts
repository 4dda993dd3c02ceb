import { Injectable } from '@nestjs/common';
import { eventsTopic, type Outcome } from '@baton/bus';
import type { CloudEvent, DomainEvent } from '@baton/contracts';
import { CaseReaction, outcomeOf, reactionContext } from '@baton/service-kit';
import { buyerFor } from '../buyers.ts';
import { type OrderCommand, orderDecider, orderStream } from '../order.decider.ts';

const types = [
  'baton.approval.granted.v1',
  'baton.approval.withdrawn.v1',
  'baton.payment.settled.v1',
  'baton.request.cancelled.v1',
] as const;
type Followed = Extract<DomainEvent, { readonly type: (typeof types)[number] }>;

/**
 * A granted approval opens its order, a settled prepayment releases it to the supplier, a cancelled request withdraws
 * it. The withdrawn approval says the same as the cancelled request, and never arrives before what was granted.
 */
@Injectable()
export class FollowCaseReaction extends CaseReaction {
  protected override readonly to = { group: 'procurement-follow-case', topics: [eventsTopic], types };

  protected override async reactTo(event: CloudEvent, caseId: string): Promise<Outcome> {
    const command = commandOf({ type: event.type, data: event.data } as Followed);
    if (command === undefined) return { kind: 'done' };
    const result = await this.runner.run(
      { decider: orderDecider, stream: orderStream(caseId) },
      command,
      reactionContext(event, caseId),
    );
    return outcomeOf(result, ['withdrawn']);
  }
}

const commandOf = (event: Followed): OrderCommand | undefined => {
  switch (event.type) {
    case 'baton.approval.granted.v1': {
      const { title, kind, amount } = event.data;
      return { kind: 'open', title, amount, buyer: buyerFor(kind) };
    }
    case 'baton.payment.settled.v1':
      return event.data.reason === 'prepayment' ? { kind: 'release-to-supplier' } : undefined;
    case 'baton.approval.withdrawn.v1':
    case 'baton.request.cancelled.v1':
      return { kind: 'withdraw', reason: event.data.reason };
  }
};

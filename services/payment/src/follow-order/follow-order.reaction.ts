import { Injectable } from '@nestjs/common';
import { eventsTopic, type Outcome } from '@baton/bus';
import type { CloudEvent, DomainEvent } from '@baton/contracts';
import { CaseReaction, outcomeOf, reactionContext } from '@baton/service-kit';
import { dutyCashier } from '../cashiers.ts';
import { type PaymentCommand, paymentDecider, paymentStream } from '../payment.decider.ts';

const types = [
  'baton.order.placed.v1',
  'baton.order.invoiced.v1',
  'baton.order.withdrawn.v1',
  'baton.request.cancelled.v1',
] as const;
type Followed = Extract<DomainEvent, { readonly type: (typeof types)[number] }>;

/**
 * A prepaid order or an invoice opens a payment; a cancelled request withdraws it. The withdrawn order says the same
 * as the cancelled request, and never arrives before the order that was placed.
 */
@Injectable()
export class FollowOrderReaction extends CaseReaction {
  protected override readonly to = { group: 'payment-follow-order', topics: [eventsTopic], types };

  protected override async reactTo(event: CloudEvent, caseId: string): Promise<Outcome> {
    const command = commandOf({ type: event.type, data: event.data } as Followed);
    if (command === undefined) return { kind: 'done' };
    const result = await this.runner.run(
      { decider: paymentDecider, stream: paymentStream(caseId) },
      command,
      reactionContext(event, caseId),
    );
    return outcomeOf(result, ['withdrawn']);
  }
}

const commandOf = (event: Followed): PaymentCommand | undefined => {
  switch (event.type) {
    case 'baton.order.placed.v1': {
      const { supplier, amount, terms, awaitsInvoice } = event.data;
      if (terms !== 'prepaid' || awaitsInvoice) return undefined;
      return { kind: 'open', reason: 'prepayment', supplier, amount, cashier: dutyCashier };
    }
    case 'baton.order.invoiced.v1': {
      const { supplier, amount, invoice, terms } = event.data;
      return {
        kind: 'open',
        reason: terms === 'prepaid' ? 'prepayment' : 'invoice',
        supplier,
        amount,
        invoice,
        cashier: dutyCashier,
      };
    }
    case 'baton.order.withdrawn.v1':
    case 'baton.request.cancelled.v1':
      return { kind: 'withdraw', reason: event.data.reason };
  }
};

import { Injectable } from '@nestjs/common';
import { alertsTopic, type Outcome } from '@baton/bus';
import type { CloudEvent, Decision } from '@baton/contracts';
import { CaseReaction, outcomeOf, reactionContext } from '@baton/service-kit';
import { paymentDecider, paymentStream } from '../payment.decider.ts';

type Ordered = Extract<Decision, { readonly type: 'special-handling-ordered' }>;

const paymentLegs = ['prepay', 'pay'];

/** Carries out the special handling "an alternate payer pays". */
@Injectable()
export class PutOnPayerReaction extends CaseReaction {
  protected override readonly to = {
    group: 'payment-put-on-payer',
    topics: [alertsTopic],
    types: ['baton.decision.special-handling-ordered.v1'],
  };

  protected override async reactTo(event: CloudEvent, caseId: string): Promise<Outcome> {
    const { kind, leg, to, reason, handling, grantedBy } = event.data as Ordered;
    if (kind !== 'deputy' || to === undefined || !paymentLegs.includes(leg)) return { kind: 'done' };
    const command = { kind: 'put-on-payer', to, reason, handling } as const;
    const context = { ...reactionContext(event, caseId), actor: { id: grantedBy } };
    const result = await this.runner.run({ decider: paymentDecider, stream: paymentStream(caseId) }, command, context);
    return outcomeOf(result, ['not-opened', 'withdrawn', 'already-settled']);
  }
}

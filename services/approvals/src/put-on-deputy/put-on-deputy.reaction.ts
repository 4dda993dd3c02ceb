import { Injectable } from '@nestjs/common';
import { alertsTopic, type Outcome } from '@baton/bus';
import type { CloudEvent, Decision } from '@baton/contracts';
import { CaseReaction, outcomeOf, reactionContext } from '@baton/service-kit';
import { approvalDecider, approvalStream } from '../approval.decider.ts';
import { isSignatureLeg } from '../signing-rules.ts';

type Ordered = Extract<Decision, { readonly type: 'special-handling-ordered' }>;

/** Carries out the special handling "a deputy signs". */
@Injectable()
export class PutOnDeputyReaction extends CaseReaction {
  protected override readonly to = {
    group: 'approvals-put-on-deputy',
    topics: [alertsTopic],
    types: ['baton.decision.special-handling-ordered.v1'],
  };

  protected override async reactTo(event: CloudEvent, caseId: string): Promise<Outcome> {
    const { kind, leg, to, reason, handling, grantedBy } = event.data as Ordered;
    if (kind !== 'deputy' || to === undefined || !isSignatureLeg(leg)) return { kind: 'done' };
    const command = { kind: 'put-on-deputy', leg, to, reason, handling } as const;
    const context = { ...reactionContext(event, caseId), actor: { id: grantedBy } };
    const result = await this.runner.run(
      { decider: approvalDecider, stream: approvalStream(caseId) },
      command,
      context,
    );
    return outcomeOf(result, ['not-opened', 'already-decided', 'already-signed', 'not-requested', 'unknown-leg']);
  }
}

import { Injectable } from '@nestjs/common';
import { eventsTopic, type Outcome } from '@baton/bus';
import type { ApprovalEvent, CloudEvent } from '@baton/contracts';
import { CaseReaction, outcomeOf, reactionContext } from '@baton/service-kit';
import { requestDecider, requestStream } from '../request.decider.ts';

type Sent<T extends ApprovalEvent['type']> = Extract<ApprovalEvent, { readonly type: T }>['data'];
type CameBack = Sent<'baton.approval.returned.v1'> | Sent<'baton.approval.rejected.v1'>;

/** A returned or rejected approval gives the request back to who asked. */
@Injectable()
export class ReopenRequestReaction extends CaseReaction {
  protected override readonly to = {
    group: 'requests-reopen',
    topics: [eventsTopic],
    types: ['baton.approval.returned.v1', 'baton.approval.rejected.v1'],
  };

  protected override async reactTo(event: CloudEvent, caseId: string): Promise<Outcome> {
    const { by, reason, ...rest } = event.data as CameBack;
    const command = { kind: 'reopen', by, reason, missing: 'missing' in rest ? rest.missing : [] } as const;
    const result = await this.runner.run(
      { decider: requestDecider, stream: requestStream(caseId) },
      command,
      reactionContext(event, caseId),
    );
    return outcomeOf(result, ['not-submitted', 'no-such-request']);
  }
}

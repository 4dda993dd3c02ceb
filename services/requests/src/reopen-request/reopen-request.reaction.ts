import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type Bus, type Consumer, eventsTopic, type Outcome } from '@baton/bus';
import { type ApprovalEvent, type CloudEvent, caseIdOf } from '@baton/contracts';
import { BUS, CommandRunner, HealthRegistry, outcomeOf, react, reactionContext } from '@baton/service-kit';
import { requestDecider, requestStream } from '../request.decider.ts';

type Sent<T extends ApprovalEvent['type']> = Extract<ApprovalEvent, { readonly type: T }>['data'];
type CameBack = Sent<'baton.approval.returned.v1'> | Sent<'baton.approval.rejected.v1'>;

/** A returned or rejected approval gives the request back to who asked. */
@Injectable()
export class ReopenRequestReaction implements OnApplicationBootstrap, OnModuleDestroy {
  #consumer: Consumer | undefined;

  constructor(
    @Inject(BUS) private readonly bus: Bus,
    private readonly runner: CommandRunner,
    private readonly health: HealthRegistry,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const types = ['baton.approval.returned.v1', 'baton.approval.rejected.v1'];
    const reaction = { group: 'requests-reopen', topics: [eventsTopic], types, health: this.health };
    this.#consumer = await react(this.bus, reaction, (event) => this.#reopen(event));
  }

  async onModuleDestroy(): Promise<void> {
    await this.#consumer?.stop();
  }

  async #reopen(event: CloudEvent): Promise<Outcome> {
    const caseId = caseIdOf(event);
    if (caseId === undefined) return { kind: 'park', reason: 'the event belongs to no case' };
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

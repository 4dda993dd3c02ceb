import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type Bus, type Consumer, eventsTopic, type Outcome } from '@baton/bus';
import { type CloudEvent, caseIdOf, type RequestEvent } from '@baton/contracts';
import { BUS, CommandRunner, HealthRegistry, outcomeOf, react, reactionContext } from '@baton/service-kit';
import { type ApprovalCommand, approvalDecider, approvalStream } from '../approval.decider.ts';

const types = ['baton.request.submitted.v1', 'baton.request.cancelled.v1'] as const;
type Followed = Extract<RequestEvent, { readonly type: (typeof types)[number] }>;

/** A submitted request opens its approval; a cancelled one withdraws it. One group, so that their order is kept. */
@Injectable()
export class FollowRequestReaction implements OnApplicationBootstrap, OnModuleDestroy {
  #consumer: Consumer | undefined;

  constructor(
    @Inject(BUS) private readonly bus: Bus,
    private readonly runner: CommandRunner,
    private readonly health: HealthRegistry,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const reaction = { group: 'approvals-follow-request', topics: [eventsTopic], types, health: this.health };
    this.#consumer = await react(this.bus, reaction, (event) => this.#follow(event));
  }

  async onModuleDestroy(): Promise<void> {
    await this.#consumer?.stop();
  }

  async #follow(event: CloudEvent): Promise<Outcome> {
    const caseId = caseIdOf(event);
    if (caseId === undefined) return { kind: 'park', reason: 'the event belongs to no case' };
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

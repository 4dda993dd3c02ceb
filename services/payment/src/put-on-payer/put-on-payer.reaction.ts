import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { alertsTopic, type Bus, type Consumer, type Outcome } from '@baton/bus';
import { type CloudEvent, caseIdOf, type Decision } from '@baton/contracts';
import { BUS, CommandRunner, HealthRegistry, outcomeOf, react, reactionContext } from '@baton/service-kit';
import { paymentDecider, paymentStream } from '../payment.decider.ts';

type Ordered = Extract<Decision, { readonly type: 'special-handling-ordered' }>;

const paymentLegs = ['prepay', 'pay'];

/** Carries out the special handling "an alternate payer pays". */
@Injectable()
export class PutOnPayerReaction implements OnApplicationBootstrap, OnModuleDestroy {
  #consumer: Consumer | undefined;

  constructor(
    @Inject(BUS) private readonly bus: Bus,
    private readonly runner: CommandRunner,
    private readonly health: HealthRegistry,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const types = ['baton.decision.special-handling-ordered.v1'];
    const reaction = { group: 'payment-put-on-payer', topics: [alertsTopic], types, health: this.health };
    this.#consumer = await react(this.bus, reaction, (event) => this.#putOn(event));
  }

  async onModuleDestroy(): Promise<void> {
    await this.#consumer?.stop();
  }

  async #putOn(event: CloudEvent): Promise<Outcome> {
    const caseId = caseIdOf(event);
    if (caseId === undefined) return { kind: 'park', reason: 'the event belongs to no case' };
    const { kind, leg, to, reason, handling, grantedBy } = event.data as Ordered;
    if (kind !== 'deputy' || to === undefined || !paymentLegs.includes(leg)) return { kind: 'done' };
    const command = { kind: 'put-on-payer', to, reason, handling } as const;
    const context = { ...reactionContext(event, caseId), actor: { id: grantedBy } };
    const result = await this.runner.run({ decider: paymentDecider, stream: paymentStream(caseId) }, command, context);
    return outcomeOf(result, ['not-opened', 'withdrawn', 'already-settled']);
  }
}

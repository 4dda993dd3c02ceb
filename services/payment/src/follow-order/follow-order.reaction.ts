import { Inject, Injectable, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import { type Bus, type Consumer, eventsTopic, type Outcome } from '@baton/bus';
import { type CloudEvent, caseIdOf, type DomainEvent } from '@baton/contracts';
import { BUS, CommandRunner, HealthRegistry, outcomeOf, react, reactionContext } from '@baton/service-kit';
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
export class FollowOrderReaction implements OnApplicationBootstrap, OnModuleDestroy {
  #consumer: Consumer | undefined;

  constructor(
    @Inject(BUS) private readonly bus: Bus,
    private readonly runner: CommandRunner,
    private readonly health: HealthRegistry,
  ) {}

  async onApplicationBootstrap(): Promise<void> {
    const reaction = { group: 'payment-follow-order', topics: [eventsTopic], types, health: this.health };
    this.#consumer = await react(this.bus, reaction, (event) => this.#follow(event));
  }

  async onModuleDestroy(): Promise<void> {
    await this.#consumer?.stop();
  }

  async #follow(event: CloudEvent): Promise<Outcome> {
    const caseId = caseIdOf(event);
    if (caseId === undefined) return { kind: 'park', reason: 'the event belongs to no case' };
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

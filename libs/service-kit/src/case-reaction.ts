import { Inject, Injectable, Logger, type OnApplicationBootstrap, type OnModuleDestroy } from '@nestjs/common';
import type { Bus, Consumer, Outcome } from '@baton/bus';
import { type CloudEvent, caseIdOf } from '@baton/contracts';
import { CommandRunner } from './command-runner.ts';
import { HealthRegistry } from './health.ts';
import type { SaidOf } from './logger.ts';
import { type Reaction, react } from './reactor.ts';
import { BUS } from './tokens.ts';

const logger = new Logger('reaction');

/** What a service does about what others say of a case: from its start to its end, each event until it is settled. */
@Injectable()
export abstract class CaseReaction implements OnApplicationBootstrap, OnModuleDestroy {
  @Inject(CommandRunner) protected readonly runner: CommandRunner;
  @Inject(BUS) private readonly bus: Bus;
  @Inject(HealthRegistry) private readonly health: HealthRegistry;
  #consumer: Consumer | undefined;

  protected abstract readonly to: Omit<Reaction, 'health'>;
  protected abstract reactTo(event: CloudEvent, caseId: string): Promise<Outcome>;

  async onApplicationBootstrap(): Promise<void> {
    this.#consumer = await react(this.bus, { ...this.to, health: this.health }, async (event) => {
      const caseId = caseIdOf(event);
      const outcome: Outcome =
        caseId === undefined
          ? { kind: 'park', reason: 'the event belongs to no case' }
          : await this.reactTo(event, caseId);
      if (outcome.kind === 'park') logger.warn(parkedLine(event, outcome.reason));
      return outcome;
    });
  }

  async onModuleDestroy(): Promise<void> {
    await this.#consumer?.stop();
  }
}

const parkedLine = (event: CloudEvent, reason: string): SaidOf => {
  const caseId = caseIdOf(event);
  return {
    text: 'an event is in the quarantine',
    eventId: `${event.source} ${event.id}`,
    ...(caseId !== undefined && { caseId }),
    ...(event.traceparent !== undefined && { traceparent: event.traceparent }),
    reason,
  };
};

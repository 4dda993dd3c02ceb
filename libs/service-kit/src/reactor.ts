import type { Bus, Consumer, Outcome } from '@baton/bus';
import type { CloudEvent } from '@baton/contracts';
import { hashOf } from './command-ids.ts';
import type { CommandContext, CommandResult } from './command-runner.ts';
import type { HealthRegistry } from './health.ts';
import { keepConsuming } from './keep-consuming.ts';

export interface Reaction {
  /** Keeps the checkpoint; never rename it, or everything is reacted to again. */
  readonly group: string;
  readonly topics: readonly string[];
  readonly types?: readonly string[];
  readonly health?: HealthRegistry;
}

/** A durable reader of the bus: every event once it is there, in order per case, until it is done or parked. */
export const react = async (
  bus: Bus,
  reaction: Reaction,
  handle: (event: CloudEvent) => Promise<Outcome>,
): Promise<Consumer> => {
  const { health, ...subscription } = reaction;
  const start = (): Promise<Consumer> =>
    bus.consume(subscription, async (delivery) => {
      const outcome = await handle(delivery.event);
      health?.report(reaction.group, outcome.kind === 'retry' ? `retries: ${outcome.reason}` : undefined);
      return outcome;
    });
  return keepConsuming({ part: reaction.group, health, start });
};

/**
 * The context of a command that an event gives rise to. Its id is the event's, so redelivery is harmless; a reaction
 * that sends several commands to one stream names each by `step`.
 */
export const reactionContext = (event: CloudEvent, caseId: string, step = ''): CommandContext => ({
  actor: { id: event.actor ?? event.source, ...(event.onbehalfof !== undefined && { onBehalfOf: event.onbehalfof }) },
  commandId: `${event.source} ${event.id}${step === '' ? '' : ` ${step}`}`,
  commandHash: hashOf([event.source, event.id, step]),
  caseId,
  causationId: event.id,
  correlationId: event.correlationid ?? event.id,
  ...(event.traceparent !== undefined && { traceparent: event.traceparent }),
});

/** What a command's result means to the bus. `past`: the refusals that say that the event is overtaken already. */
export const outcomeOf = <S, R extends string>(
  result: CommandResult<S, R>,
  past: readonly NoInfer<R>[] = [],
): Outcome => {
  switch (result.kind) {
    case 'accepted':
      return { kind: 'done' };
    case 'refused':
      return past.includes(result.refusal)
        ? { kind: 'done' }
        : { kind: 'park', reason: `${result.refusal}: ${result.detail}` };
    case 'key-reused':
      return {
        kind: 'park',
        reason: 'an event with the same source and id, but another content, was reacted to before',
      };
    case 'conflict':
      return { kind: 'retry', reason: 'others were writing to the same stream' };
  }
};

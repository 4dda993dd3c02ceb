import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Bus, eventsTopic, referenceTopic } from '@baton/bus';
import type { CloudEvent, Problem } from '@baton/contracts';
import { BUS } from '@baton/service-kit';
import { checkPublishable } from './publishable-event.ts';

type FieldError = NonNullable<Problem['errors']>[number];

export interface AcceptedEvents {
  /** Well-formed and on disk; what became of each is at its `status`. */
  readonly stored: readonly {
    readonly index: number;
    readonly source: string;
    readonly id: string;
    readonly status: string;
  }[];
  readonly refused: readonly FieldError[];
}

export class AcceptEvents extends Command<AcceptedEvents> {
  constructor(readonly events: readonly unknown[]) {
    super();
  }
}

@CommandHandler(AcceptEvents)
export class AcceptEventsHandler implements ICommandHandler<AcceptEvents> {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  /** Good events of a batch are kept whatever the others are. */
  async execute({ events }: AcceptEvents): Promise<AcceptedEvents> {
    const good: { index: number; event: CloudEvent }[] = [];
    const refused: FieldError[] = [];
    for (const [index, value] of events.entries()) {
      const checked = checkPublishable(value);
      if (checked.ok) good.push({ index, event: checked.event });
      else refused.push(...checked.errors.map((error) => ({ ...error, index })));
    }
    await this.publish(good.map(({ event }) => event));
    const stored = good.map(({ index, event: { source, id } }) => ({
      index,
      source,
      id,
      status: statusUrl(source, id),
    }));
    return { stored, refused };
  }

  private async publish(events: readonly CloudEvent[]): Promise<void> {
    const rules = events.filter(belongsToNoCase);
    const others = events.filter((event) => !belongsToNoCase(event));
    if (rules.length > 0) await this.bus.publish(referenceTopic, rules);
    if (others.length > 0) await this.bus.publish(eventsTopic, others);
  }
}

const belongsToNoCase = ({ type }: CloudEvent): boolean =>
  type.startsWith('baton.people.') || type.startsWith('baton.rules.');

const statusUrl = (source: string, id: string): string =>
  `/v1/events/${encodeURIComponent(source)}/${encodeURIComponent(id)}`;

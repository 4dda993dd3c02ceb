import { Inject } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { type Bus, eventsTopic, referenceTopic } from '@baton/bus';
import { type CloudEvent, type Problem, checkEvent } from '@baton/contracts';
import { BUS } from '@baton/service-kit';

type FieldError = NonNullable<Problem['errors']>[number];

export interface AcceptedEvents {
  /** Well-formed and on disk; what became of each is at its `status`. */
  readonly stored: readonly { readonly index: number; readonly source: string; readonly id: string; readonly status: string }[];
  readonly refused: readonly FieldError[];
}

export class AcceptEvents extends Command<AcceptedEvents> {
  constructor(readonly events: readonly unknown[]) {
    super();
  }
}

export const maxEventBytes = 256 * 1024;

@CommandHandler(AcceptEvents)
export class AcceptEventsHandler implements ICommandHandler<AcceptEvents> {
  constructor(@Inject(BUS) private readonly bus: Bus) {}

  /** Good events of a batch are kept whatever the others are. */
  async execute({ events }: AcceptEvents): Promise<AcceptedEvents> {
    const good: { index: number; event: CloudEvent }[] = [];
    const refused: FieldError[] = [];
    for (const [index, value] of events.entries()) {
      const errors = errorsOf(value);
      if (errors.length === 0) good.push({ index, event: value as CloudEvent });
      else refused.push(...errors.map((error) => ({ ...error, index })));
    }
    await this.publish(good.map(({ event }) => event));
    const stored = good.map(({ index, event: { source, id } }) => ({ index, source, id, status: statusUrl(source, id) }));
    return { stored, refused };
  }

  private async publish(events: readonly CloudEvent[]): Promise<void> {
    const rules = events.filter(belongsToNoCase);
    const others = events.filter((event) => !belongsToNoCase(event));
    if (rules.length > 0) await this.bus.publish(referenceTopic, rules);
    if (others.length > 0) await this.bus.publish(eventsTopic, others);
  }
}

const belongsToNoCase = ({ type }: CloudEvent): boolean => type.startsWith('baton.people.') || type.startsWith('baton.rules.');

const statusUrl = (source: string, id: string): string => `/v1/events/${encodeURIComponent(source)}/${encodeURIComponent(id)}`;

/** What the services say of themselves, and what Baton decides, nobody else may say. */
const ownTypes = /^baton\.(request|approval|order|payment|decision|ledger|clock)\./;
const ownSource = '/baton/';

const errorsOf = (value: unknown): readonly FieldError[] => {
  const checked = checkEvent(value);
  if (!checked.ok) return checked.errors;
  const { source, type } = checked.event;
  if (source.startsWith(ownSource)) return [{ pointer: '/source', detail: `expected a source of your own, got "${source}"` }];
  if (ownTypes.test(type)) return [{ pointer: '/type', detail: `expected a type that other systems may publish, got "${type}"` }];
  const bytes = Buffer.byteLength(JSON.stringify(value));
  if (bytes <= maxEventBytes) return [];
  return [{ pointer: '', detail: `expected an event of at most ${maxEventBytes} bytes, got ${bytes}` }];
};

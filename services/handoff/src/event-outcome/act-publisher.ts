import { Inject, Injectable, type OnModuleInit, Optional } from '@nestjs/common';
import { type Bus, eventsTopic, referenceTopic } from '@baton/bus';
import {
  type CloudEvent,
  type FactRefusal,
  type FactType,
  belongsToCase,
  factsOf,
  formatInstant,
} from '@baton/contracts';
import type { Collection, ReadModels } from '@baton/read-model';
import {
  BUS,
  CLOCK,
  type Clock,
  CommandCounts,
  type CommandOrigin,
  READ_MODELS,
  type SpanSetting,
  attribute,
  inSpan,
  spanName,
} from '@baton/service-kit';
import { actDigest, actSource } from './act-digest.ts';
import { type EventOutcome, eventOutcomes } from './event-outcomes.projection.ts';
import { EventOutcomes, type KnownOutcome } from './event-outcomes.ts';

/** What a person does through this service; it becomes a fact like any other. */
export interface Act {
  readonly type: FactType;
  /** The case, or what else the act is about: with the key it names the act. */
  readonly about: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly origin: CommandOrigin;
  /** RFC 3339; an act that would end before it begins is refused. */
  readonly until?: string | undefined;
  /** What else is asked before it is published, once. */
  readonly check?: () => Promise<RefusedAct | undefined>;
}

export type ActRefusal = FactRefusal | 'until-is-past' | 'unknown-silence' | 'idempotency-key-reused';

export interface RefusedAct {
  readonly kind: 'refused';
  readonly refusal: ActRefusal;
  readonly detail: string;
}

export type ActOutcome =
  | { readonly kind: 'folded' }
  | RefusedAct
  /** On disk; the ledger has not said yet what it makes of it. */
  | { readonly kind: 'stored' };

const patienceMs = 5_000;

/** Publishes acts and waits for what the ledger makes of them. */
@Injectable()
export class ActPublisher implements OnModuleInit {
  private known!: Collection<EventOutcome>;

  constructor(
    @Inject(BUS) private readonly bus: Bus,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
    private readonly outcomes: EventOutcomes,
    @Optional() private readonly counts?: CommandCounts,
  ) {}

  async onModuleInit(): Promise<void> {
    this.known = await this.readModels.collection<EventOutcome>(eventOutcomes);
  }

  /** On disk before it answers, so that an act is never lost; the same act with the same key takes effect once. */
  publish(act: Act): Promise<ActOutcome> {
    const publishing = inSpan(spanOf(act), ({ traceparent }) =>
      this.publishOnce(traceparent === undefined ? act : { ...act, origin: { ...act.origin, traceparent } }),
    );
    return this.counts?.count('handoff', publishing) ?? publishing;
  }

  private async publishOnce(act: Act): Promise<ActOutcome> {
    const now = this.clock.now();
    const event = eventOf(act, now);
    const key = `${actSource} ${event.id}`;
    const before = await this.known.get(key);
    if (before !== undefined) return outcomeOf(event, before);
    const refused = endsBefore(act, now) ?? (await act.check?.());
    if (refused !== undefined) return refused;
    const topic = belongsToCase(act.type) ? eventsTopic : referenceTopic;
    const outcome = await this.outcomes.within(patienceMs, key, () => this.bus.publish(topic, [event]));
    return outcome === undefined ? { kind: 'stored' } : outcomeOf(event, outcome);
  }
}

const spanOf = ({ type, about, origin }: Act): SpanSetting => ({
  ...{ name: spanName.command('handoff', type), kind: 'internal', parent: origin.traceparent },
  attributes: { [attribute.command]: type, ...(belongsToCase(type) && { [attribute.caseId]: about }) },
});

const endsBefore = ({ until }: Act, now: number): RefusedAct | undefined => {
  if (until === undefined || Date.parse(until) > now) return undefined;
  return { kind: 'refused', refusal: 'until-is-past', detail: `${until} is not after ${formatInstant(now)}.` };
};

const eventOf = ({ type, about, data, origin }: Act, now: number): CloudEvent => ({
  specversion: '1.0',
  id: `${about} ${origin.key}`,
  source: actSource,
  type,
  time: formatInstant(now),
  ...(belongsToCase(type) && { partitionkey: about }),
  actor: origin.actor.id,
  ...(origin.actor.onBehalfOf !== undefined && { onbehalfof: origin.actor.onBehalfOf }),
  ...(origin.traceparent !== undefined && { traceparent: origin.traceparent }),
  data,
});

const keyReused: RefusedAct = {
  kind: 'refused',
  refusal: 'idempotency-key-reused',
  detail: 'The same key came before with another body or actor. A new command needs a new key.',
};

/** What the ledger made of the act that came first with this key, if it is this one. */
const outcomeOf = (event: CloudEvent, { refusal, detail, act }: KnownOutcome): ActOutcome => {
  if (act !== null && act !== digestOf(event)) return keyReused;
  return refusal === null ? { kind: 'folded' } : { kind: 'refused', refusal, detail: detail ?? '' };
};

const digestOf = (event: CloudEvent): string | null => {
  const decoded = factsOf(event, [], 0);
  return 'facts' in decoded ? actDigest(decoded.facts[0]!) : null;
};

import { Inject, type OnModuleInit } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import { type Bus, eventsTopic } from '@baton/bus';
import { type CloudEvent, formatInstant } from '@baton/contracts';
import type { Collection, ReadModels } from '@baton/read-model';
import { BUS, type CommandOrigin, READ_MODELS } from '@baton/service-kit';
import { type EventOutcome, eventOutcomes } from '../event-outcome/event-outcomes.projection.ts';
import { EventOutcomes, type KnownOutcome } from '../event-outcome/event-outcomes.ts';
import { Shards } from '../ledger/shards.ts';

export class GrantSpecialHandlingBody {
  @ApiProperty({ example: 'vice-president-signs' })
  @IsString()
  @Length(1, 128)
  leg: string;

  @ApiProperty({ example: 'deputy-signs', description: 'One of the options that the stall proposes' })
  @IsString()
  @Length(1, 128)
  handling: string;

  @ApiProperty({ example: 'The sterilizer must run before the holiday' })
  @IsString()
  @Length(1, 2000)
  reason: string;
}

export class GrantSpecialHandling extends Command<KnownOutcome | undefined> {
  constructor(
    readonly caseId: string,
    readonly body: GrantSpecialHandlingBody,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}

const source = '/baton/handoff/commands';
const patienceMs = 5_000;

@CommandHandler(GrantSpecialHandling)
export class GrantSpecialHandlingHandler implements ICommandHandler<GrantSpecialHandling>, OnModuleInit {
  private known!: Collection<EventOutcome>;

  constructor(
    @Inject(BUS) private readonly bus: Bus,
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
    private readonly shards: Shards,
    private readonly outcomes: EventOutcomes,
  ) {}

  async onModuleInit(): Promise<void> {
    this.known = await this.readModels.collection<EventOutcome>(eventOutcomes);
  }

  /** The grant is a fact like any other; the engine refuses it if the granter has no authority. */
  async execute({ caseId, body, origin }: GrantSpecialHandling): Promise<KnownOutcome | undefined> {
    const event: CloudEvent = {
      specversion: '1.0',
      id: `${caseId} ${origin.key}`,
      source,
      type: 'baton.special-handling.granted.v1',
      time: formatInstant(this.shards.now()),
      partitionkey: caseId,
      actor: origin.actor.id,
      ...(origin.actor.onBehalfOf === undefined ? {} : { onbehalfof: origin.actor.onBehalfOf }),
      data: { ...body },
    };
    const key = `${source} ${event.id}`;
    const before = await this.known.get(key);
    if (before !== undefined)
      return before.refusal === null
        ? {}
        : { refusal: before.refusal as KnownOutcome['refusal'], detail: before.detail ?? '' };
    return this.outcomes.within(patienceMs, key, () => this.bus.publish(eventsTopic, [event]));
  }
}

import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, Length } from 'class-validator';
import { type FactType, type StallKind, stallKinds } from '@baton/contracts';
import type { CommandOrigin } from '@baton/service-kit';
import { type ActOutcome, ActPublisher } from '../event-outcome/act-publisher.ts';
import { IsInstant } from './is-instant.ts';

/** Neither leg nor kind: every stall of the case that is open. */
export class MeantStalls {
  @ApiPropertyOptional({ example: 'vice-president-signs' })
  @IsOptional()
  @IsString()
  @Length(1, 128)
  leg?: string;

  @ApiPropertyOptional({ enum: stallKinds })
  @IsOptional()
  @IsIn(stallKinds)
  kind?: StallKind;
}

export class AcknowledgeBody extends MeantStalls {
  @ApiPropertyOptional({ format: 'date-time', description: 'RFC 3339; as long as the policy says when absent' })
  @IsOptional()
  @IsInstant()
  until?: string;

  @ApiPropertyOptional({ example: 'I shall call her' })
  @IsOptional()
  @IsString()
  @Length(1, 2000)
  note?: string;
}

export class EndAcknowledgementBody extends MeantStalls {
  @ApiPropertyOptional({ example: 'Called to the ward' })
  @IsOptional()
  @IsString()
  @Length(1, 2000)
  reason?: string;
}

export class SnoozeBody extends MeantStalls {
  @ApiPropertyOptional({ format: 'date-time', description: 'RFC 3339', required: true })
  @IsInstant()
  until: string;

  @ApiPropertyOptional({ example: 'She lands in the morning' })
  @IsOptional()
  @IsString()
  @Length(1, 2000)
  reason?: string;
}

const facts = {
  acknowledge: 'baton.stall.acknowledged.v1',
  'end-acknowledgement': 'baton.stall.acknowledgement-ended.v1',
  snooze: 'baton.stall.snoozed.v1',
} as const satisfies Readonly<Record<string, FactType>>;

export type StallAct = keyof typeof facts;

export class ActOnStall extends Command<ActOutcome> {
  constructor(
    readonly act: StallAct,
    readonly caseId: string,
    readonly said: {
      readonly body: AcknowledgeBody | EndAcknowledgementBody | SnoozeBody;
      readonly origin: CommandOrigin;
    },
  ) {
    super();
  }
}

@CommandHandler(ActOnStall)
export class ActOnStallHandler implements ICommandHandler<ActOnStall> {
  constructor(private readonly acts: ActPublisher) {}

  /** The engine refuses it as `no-open-stall` when nothing that is meant is open. */
  execute({ act, caseId, said: { body, origin } }: ActOnStall): Promise<ActOutcome> {
    const until = 'until' in body ? body.until : undefined;
    return this.acts.publish({ type: facts[act], about: caseId, data: { ...body }, origin, until });
  }
}

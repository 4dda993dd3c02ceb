import { Inject, type OnModuleInit } from '@nestjs/common';
import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsNotEmptyObject, IsOptional, IsString, Length, ValidateNested } from 'class-validator';
import type { Impact } from '@baton/contracts';
import type { Collection, ReadModels } from '@baton/read-model';
import { type CommandOrigin, READ_MODELS } from '@baton/service-kit';
import { type Silence, silences } from '../alert-groups/silences.projection.ts';
import { type ActOutcome, ActPublisher, type RefusedAct } from '../event-outcome/act-publisher.ts';
import { IsInstant } from './is-instant.ts';
import { MeantStalls } from './stall-acts.command.ts';

const impacts: readonly Impact[] = ['low', 'normal', 'high', 'critical'];

/** Every field that is named must fit. */
export class SilenceMatcherBody extends MeantStalls {
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @Length(1, 128)
  caseId?: string;

  @ApiPropertyOptional({ example: 'hospital-purchasing' })
  @IsOptional()
  @IsString()
  @Length(1, 128)
  route?: string;

  @ApiPropertyOptional({ description: 'Whose move is next' })
  @IsOptional()
  @IsString()
  @Length(1, 128)
  party?: string;

  @ApiPropertyOptional({ enum: impacts })
  @IsOptional()
  @IsIn(impacts)
  impact?: Impact;
}

export class SetSilenceBody {
  @ApiProperty({ type: SilenceMatcherBody, description: 'At least one field; every field that is named must fit' })
  @IsNotEmptyObject()
  @ValidateNested()
  @Type(() => SilenceMatcherBody)
  matcher: SilenceMatcherBody;

  @ApiProperty({ example: 'The pharmacy moves this week' })
  @IsString()
  @Length(1, 1000)
  reason: string;

  @ApiProperty({ format: 'date-time', description: 'RFC 3339' })
  @IsInstant()
  until: string;
}

export class SetSilence extends Command<ActOutcome> {
  constructor(
    readonly silence: string,
    readonly body: SetSilenceBody,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}

export class EndSilence extends Command<ActOutcome> {
  constructor(
    readonly silence: string,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}

@CommandHandler(SetSilence)
export class SetSilenceHandler implements ICommandHandler<SetSilence> {
  constructor(private readonly acts: ActPublisher) {}

  execute({ silence, body: { matcher, reason, until }, origin }: SetSilence): Promise<ActOutcome> {
    const data = { silence, matcher: { ...matcher }, reason, until };
    return this.acts.publish({ type: 'baton.rules.silence-set.v1', about: silence, data, origin, until });
  }
}

@CommandHandler(EndSilence)
export class EndSilenceHandler implements ICommandHandler<EndSilence>, OnModuleInit {
  private set!: Collection<Silence>;

  constructor(
    private readonly acts: ActPublisher,
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
  ) {}

  async onModuleInit(): Promise<void> {
    this.set = await this.readModels.collection<Silence>(silences);
  }

  execute({ silence, origin }: EndSilence): Promise<ActOutcome> {
    const check = () => this.unlessSet(silence);
    const type = 'baton.rules.silence-ended.v1';
    return this.acts.publish({ type, about: silence, data: { silence }, origin, check });
  }

  private async unlessSet(silence: string): Promise<RefusedAct | undefined> {
    if ((await this.set.get(silence)) !== undefined) return undefined;
    return { kind: 'refused', refusal: 'unknown-silence', detail: `There is no silence ${silence}, or it has ended.` };
  }
}

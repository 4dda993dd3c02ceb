import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import type { CommandOrigin } from '@baton/service-kit';
import { type ActOutcome, ActPublisher } from '../event-outcome/act-publisher.ts';

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
  @Length(1, 1000)
  reason: string;
}

export class GrantSpecialHandling extends Command<ActOutcome> {
  constructor(
    readonly caseId: string,
    readonly body: GrantSpecialHandlingBody,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}

@CommandHandler(GrantSpecialHandling)
export class GrantSpecialHandlingHandler implements ICommandHandler<GrantSpecialHandling> {
  constructor(private readonly acts: ActPublisher) {}

  /** The grant is a fact like any other; the engine refuses it if the granter has no authority. */
  execute({ caseId, body, origin }: GrantSpecialHandling): Promise<ActOutcome> {
    return this.acts.publish({
      type: 'baton.special-handling.granted.v1',
      about: caseId,
      data: { ...body },
      origin,
    });
  }
}

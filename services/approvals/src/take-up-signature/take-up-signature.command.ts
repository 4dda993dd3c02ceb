import { Command } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import type { CommandOrigin } from '@baton/service-kit';
import type { ApprovalResult } from '../approval-result.ts';

export class TakeUpSignatureBody {
  @ApiProperty({ description: 'The leg of the route that the signature is' })
  @IsString()
  @Length(1, 128)
  leg: string;
}

export class TakeUpSignature extends Command<ApprovalResult> {
  constructor(
    readonly id: string,
    readonly body: TakeUpSignatureBody,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}

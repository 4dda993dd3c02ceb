import { Command } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import type { CommandOrigin } from '@baton/service-kit';
import type { ApprovalResult } from '../approval-result.ts';

export class RejectApprovalBody {
  @ApiProperty({ description: 'The leg of the route that the signature is' })
  @IsString()
  @Length(1, 128)
  leg: string;

  @ApiProperty({ maxLength: 1000 })
  @IsString()
  @Length(1, 1000)
  reason: string;
}

export class RejectApproval extends Command<ApprovalResult> {
  constructor(
    readonly id: string,
    readonly body: RejectApprovalBody,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}

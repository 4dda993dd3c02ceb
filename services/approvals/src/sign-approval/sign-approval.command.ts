import { Command } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import type { CommandOrigin } from '@baton/service-kit';
import type { ApprovalResult } from '../approval-result.ts';

export class SignApprovalBody {
  @ApiProperty({ description: 'The leg of the route that the signature is' })
  @IsString()
  @Length(1, 128)
  leg: string;
}

export class SignApproval extends Command<ApprovalResult> {
  constructor(
    readonly id: string,
    readonly body: SignApprovalBody,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}

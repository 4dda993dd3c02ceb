import { Command } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { ArrayMaxSize, ArrayNotEmpty, IsArray, IsString, Length } from 'class-validator';
import type { CommandOrigin } from '@baton/service-kit';
import type { ApprovalResult } from '../approval-result.ts';

export class ReturnApprovalBody {
  @ApiProperty({ description: 'The leg of the route that the signature is' })
  @IsString()
  @Length(1, 128)
  leg: string;

  @ApiProperty({ maxLength: 1000 })
  @IsString()
  @Length(1, 1000)
  reason: string;

  @ApiProperty({ type: [String], minItems: 1, maxItems: 100, description: 'Names of what is missing' })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayMaxSize(100)
  @IsString({ each: true })
  @Length(1, 200, { each: true })
  missing: string[];
}

export class ReturnApproval extends Command<ApprovalResult> {
  constructor(
    readonly id: string,
    readonly body: ReturnApprovalBody,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}

import { Command } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import type { CommandOrigin } from '@baton/service-kit';
import type { RequestResult } from '../request-result.ts';

export class CancelRequestBody {
  @ApiProperty()
  @IsString()
  @Length(1, 1000)
  reason: string;
}

export class CancelRequest extends Command<RequestResult> {
  constructor(
    readonly id: string,
    readonly body: CancelRequestBody,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}

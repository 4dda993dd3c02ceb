import { Command } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import type { CommandOrigin } from '@baton/service-kit';
import type { OrderResult } from '../order-result.ts';

export class SourceOrderBody {
  @ApiProperty({ maxLength: 200 })
  @IsString()
  @Length(1, 200)
  supplier: string;
}

export class SourceOrder extends Command<OrderResult> {
  constructor(
    readonly id: string,
    readonly body: SourceOrderBody,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}

import { Command } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import type { CommandOrigin } from '@baton/service-kit';
import type { OrderResult } from '../order-result.ts';

export class HandOverOrderBody {
  @ApiProperty({ description: 'Who has them now', maxLength: 128 })
  @IsString()
  @Length(1, 128)
  to: string;
}

export class HandOverOrder extends Command<OrderResult> {
  constructor(
    readonly id: string,
    readonly body: HandOverOrderBody,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}

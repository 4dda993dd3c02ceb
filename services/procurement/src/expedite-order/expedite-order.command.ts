import { Command } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import type { CommandOrigin } from '@baton/service-kit';
import type { OrderResult } from '../order-result.ts';

export class ExpediteOrderBody {
  @ApiProperty({ maxLength: 1000 })
  @IsString()
  @Length(1, 1000)
  reason: string;
}

export class ExpediteOrder extends Command<OrderResult> {
  constructor(
    readonly id: string,
    readonly body: ExpediteOrderBody,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}

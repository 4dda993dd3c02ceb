import { Command } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import type { CommandOrigin } from '@baton/service-kit';
import { IsAmount } from '../amount.ts';
import type { OrderResult } from '../order-result.ts';

export class TakeInInvoiceBody {
  @ApiProperty({ description: 'Its number', maxLength: 100 })
  @IsString()
  @Length(1, 100)
  invoice: string;

  @ApiProperty({ type: 'number', description: 'Above zero' })
  @IsAmount()
  amount: number;
}

export class TakeInInvoice extends Command<OrderResult> {
  constructor(
    readonly id: string,
    readonly body: TakeInInvoiceBody,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}

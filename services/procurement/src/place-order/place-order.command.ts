import { Command } from '@nestjs/cqrs';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsBoolean, IsIn, IsOptional, IsString, Length } from 'class-validator';
import type { CommandOrigin } from '@baton/service-kit';
import { IsAmount } from '../amount.ts';
import type { Terms } from '../order.decider.ts';
import type { OrderResult } from '../order-result.ts';

const terms: Terms[] = ['prepaid', 'on-account'];

export class PlaceOrderBody {
  @ApiPropertyOptional({ description: 'As sourced when absent', maxLength: 200 })
  @IsOptional()
  @IsString()
  @Length(1, 200)
  supplier?: string;

  @ApiProperty({ type: 'number', description: 'Above zero, at most what was granted' })
  @IsAmount()
  amount: number;

  @ApiProperty({ enum: terms })
  @IsIn(terms)
  terms: Terms;

  @ApiPropertyOptional({ default: false, description: 'The supplier sends an invoice first; that opens the payment' })
  @IsOptional()
  @IsBoolean()
  awaitsInvoice?: boolean;
}

export class PlaceOrder extends Command<OrderResult> {
  constructor(
    readonly id: string,
    readonly body: PlaceOrderBody,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}

import { Command } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import type { CommandOrigin } from '@baton/service-kit';
import type { PaymentResult } from '../payment-result.ts';

export class FailPaymentBody {
  @ApiProperty({ maxLength: 1000 })
  @IsString()
  @Length(1, 1000)
  reason: string;
}

export class FailPayment extends Command<PaymentResult> {
  constructor(
    readonly id: string,
    readonly body: FailPaymentBody,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}

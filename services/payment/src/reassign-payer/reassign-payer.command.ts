import { Command } from '@nestjs/cqrs';
import { ApiProperty } from '@nestjs/swagger';
import { IsString, Length } from 'class-validator';
import type { CommandOrigin } from '@baton/service-kit';
import type { PaymentResult } from '../payment-result.ts';

export class ReassignPayerBody {
  @ApiProperty({ description: 'The alternate payer', maxLength: 128 })
  @IsString()
  @Length(1, 128)
  to: string;

  @ApiProperty({ maxLength: 1000 })
  @IsString()
  @Length(1, 1000)
  reason: string;
}

export class ReassignPayer extends Command<PaymentResult> {
  constructor(
    readonly id: string,
    readonly body: ReassignPayerBody,
    readonly origin: CommandOrigin,
  ) {
    super();
  }
}

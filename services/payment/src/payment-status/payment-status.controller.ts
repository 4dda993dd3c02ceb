import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type PaymentView, paymentView } from '../payment-result.ts';
import { PaymentStatus } from './payment-status.query.ts';

@ApiTags('payments')
@Controller('v1/payments')
export class PaymentStatusController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':id')
  @ApiOperation({ summary: 'How far a payment is' })
  async status(@Param('id') id: string): Promise<PaymentView> {
    return paymentView(id, await this.queries.execute(new PaymentStatus(id)));
  }
}

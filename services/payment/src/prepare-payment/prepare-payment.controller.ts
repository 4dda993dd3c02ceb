import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCommand, type CommandOrigin, Origin, answer } from '@baton/service-kit';
import { type PaymentView, paymentView, refusalStatus } from '../payment-result.ts';
import { PreparePayment, PreparePaymentBody } from './prepare-payment.command.ts';

@ApiTags('payments')
@Controller('v1/payments')
export class PreparePaymentController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/prepare')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: 'Prepare the payment: the duty cashier, or whoever is put on; the first has it' })
  async prepare(
    @Param('id') id: string,
    @Body() body: PreparePaymentBody,
    @Origin() origin: CommandOrigin,
  ): Promise<PaymentView> {
    return paymentView(id, answer(await this.commands.execute(new PreparePayment(id, body, origin)), refusalStatus));
  }
}

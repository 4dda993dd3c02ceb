import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCommand, type CommandOrigin, Origin, answer } from '@baton/service-kit';
import { type PaymentView, paymentView, refusalStatus } from '../payment-result.ts';
import { FailPayment, FailPaymentBody } from './fail-payment.command.ts';

@ApiTags('payments')
@Controller('v1/payments')
export class FailPaymentController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/fail')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: 'The payment has failed; it may be prepared again' })
  async fail(
    @Param('id') id: string,
    @Body() body: FailPaymentBody,
    @Origin() origin: CommandOrigin,
  ): Promise<PaymentView> {
    return paymentView(id, answer(await this.commands.execute(new FailPayment(id, body, origin)), refusalStatus));
  }
}

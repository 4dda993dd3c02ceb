import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCommand, type CommandOrigin, Origin, answer } from '@baton/service-kit';
import { type PaymentView, paymentView, refusalStatus } from '../payment-result.ts';
import { SettlePayment, SettlePaymentBody } from './settle-payment.command.ts';

@ApiTags('payments')
@Controller('v1/payments')
export class SettlePaymentController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/settle')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: 'The money has gone' })
  async settle(
    @Param('id') id: string,
    @Body() body: SettlePaymentBody,
    @Origin() origin: CommandOrigin,
  ): Promise<PaymentView> {
    return paymentView(id, answer(await this.commands.execute(new SettlePayment(id, body, origin)), refusalStatus));
  }
}

import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCommand, type CommandOrigin, Origin, answer } from '@baton/service-kit';
import { type PaymentView, paymentView, refusalStatus } from '../payment-result.ts';
import { ReleasePayment, ReleasePaymentBody } from './release-payment.command.ts';

@ApiTags('payments')
@Controller('v1/payments')
export class ReleasePaymentController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/release')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: 'Release the payment: two different people of the finance office, by law' })
  async release(
    @Param('id') id: string,
    @Body() body: ReleasePaymentBody,
    @Origin() origin: CommandOrigin,
  ): Promise<PaymentView> {
    return paymentView(id, answer(await this.commands.execute(new ReleasePayment(id, body, origin)), refusalStatus));
  }
}

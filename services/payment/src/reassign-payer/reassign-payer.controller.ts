import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCommand, type CommandOrigin, Origin, answer } from '@baton/service-kit';
import { type PaymentView, paymentView, refusalStatus } from '../payment-result.ts';
import { ReassignPayer, ReassignPayerBody } from './reassign-payer.command.ts';

@ApiTags('payments')
@Controller('v1/payments')
export class ReassignPayerController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/reassign')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: 'Put an alternate payer on beside the duty cashier' })
  async reassign(
    @Param('id') id: string,
    @Body() body: ReassignPayerBody,
    @Origin() origin: CommandOrigin,
  ): Promise<PaymentView> {
    return paymentView(id, answer(await this.commands.execute(new ReassignPayer(id, body, origin)), refusalStatus));
  }
}

import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCommand, type CommandOrigin, Origin, answer } from '@baton/service-kit';
import { type OrderView, orderView, refusalStatus } from '../order-result.ts';
import { TakeInInvoice, TakeInInvoiceBody } from './take-in-invoice.command.ts';

@ApiTags('orders')
@Controller('v1/orders')
export class TakeInInvoiceController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/invoice')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: 'Take in the invoice of the supplier' })
  async invoice(
    @Param('id') id: string,
    @Body() body: TakeInInvoiceBody,
    @Origin() origin: CommandOrigin,
  ): Promise<OrderView> {
    return orderView(id, answer(await this.commands.execute(new TakeInInvoice(id, body, origin)), refusalStatus));
  }
}

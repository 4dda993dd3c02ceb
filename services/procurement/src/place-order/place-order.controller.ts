import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCommand, type CommandOrigin, Origin, answer } from '@baton/service-kit';
import { type OrderView, orderView, refusalStatus } from '../order-result.ts';
import { PlaceOrder, PlaceOrderBody } from './place-order.command.ts';

@ApiTags('orders')
@Controller('v1/orders')
export class PlaceOrderController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/place')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: 'Place the order; a prepaid one is released to the supplier once it is paid' })
  async place(
    @Param('id') id: string,
    @Body() body: PlaceOrderBody,
    @Origin() origin: CommandOrigin,
  ): Promise<OrderView> {
    return orderView(id, answer(await this.commands.execute(new PlaceOrder(id, body, origin)), refusalStatus));
  }
}

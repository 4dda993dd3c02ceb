import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCommand, type CommandOrigin, Origin, answer } from '@baton/service-kit';
import { type OrderView, orderView, refusalStatus } from '../order-result.ts';
import { ShipOrder, ShipOrderBody } from './ship-order.command.ts';

@ApiTags('orders')
@Controller('v1/orders')
export class ShipOrderController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/ship')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: 'The supplier has shipped' })
  async ship(
    @Param('id') id: string,
    @Body() body: ShipOrderBody,
    @Origin() origin: CommandOrigin,
  ): Promise<OrderView> {
    return orderView(id, answer(await this.commands.execute(new ShipOrder(id, body, origin)), refusalStatus));
  }
}

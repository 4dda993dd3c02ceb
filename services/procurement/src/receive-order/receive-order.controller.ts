import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCommand, type CommandOrigin, Origin, answer } from '@baton/service-kit';
import { type OrderView, orderView, refusalStatus } from '../order-result.ts';
import { ReceiveOrder, ReceiveOrderBody } from './receive-order.command.ts';

@ApiTags('orders')
@Controller('v1/orders')
export class ReceiveOrderController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/receive')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: 'The goods are here' })
  async receive(
    @Param('id') id: string,
    @Body() body: ReceiveOrderBody,
    @Origin() origin: CommandOrigin,
  ): Promise<OrderView> {
    return orderView(id, answer(await this.commands.execute(new ReceiveOrder(id, body, origin)), refusalStatus));
  }
}

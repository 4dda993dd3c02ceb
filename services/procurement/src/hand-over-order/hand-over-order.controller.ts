import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCommand, type CommandOrigin, Origin, answer } from '@baton/service-kit';
import { type OrderView, orderView, refusalStatus } from '../order-result.ts';
import { HandOverOrder, HandOverOrderBody } from './hand-over-order.command.ts';

@ApiTags('orders')
@Controller('v1/orders')
export class HandOverOrderController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/hand-over')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: 'The goods are with whoever asked for them' })
  async handOver(
    @Param('id') id: string,
    @Body() body: HandOverOrderBody,
    @Origin() origin: CommandOrigin,
  ): Promise<OrderView> {
    return orderView(id, answer(await this.commands.execute(new HandOverOrder(id, body, origin)), refusalStatus));
  }
}

import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCommand, type CommandOrigin, Origin, answer } from '@baton/service-kit';
import { type OrderView, orderView, refusalStatus } from '../order-result.ts';
import { ConfirmOrder, ConfirmOrderBody } from './confirm-order.command.ts';

@ApiTags('orders')
@Controller('v1/orders')
export class ConfirmOrderController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/confirm')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: 'The supplier confirms the order' })
  async confirm(
    @Param('id') id: string,
    @Body() body: ConfirmOrderBody,
    @Origin() origin: CommandOrigin,
  ): Promise<OrderView> {
    return orderView(id, answer(await this.commands.execute(new ConfirmOrder(id, body, origin)), refusalStatus));
  }
}

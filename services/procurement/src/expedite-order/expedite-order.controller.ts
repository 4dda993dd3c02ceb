import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCommand, type CommandOrigin, Origin, answer } from '@baton/service-kit';
import { type OrderView, orderView, refusalStatus } from '../order-result.ts';
import { ExpediteOrder, ExpediteOrderBody } from './expedite-order.command.ts';

@ApiTags('orders')
@Controller('v1/orders')
export class ExpediteOrderController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/expedite')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: 'Press for delivery' })
  async expedite(
    @Param('id') id: string,
    @Body() body: ExpediteOrderBody,
    @Origin() origin: CommandOrigin,
  ): Promise<OrderView> {
    return orderView(id, answer(await this.commands.execute(new ExpediteOrder(id, body, origin)), refusalStatus));
  }
}

import { Body, Controller, HttpCode, Param, Post } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiCommand, type CommandOrigin, Origin, answer } from '@baton/service-kit';
import { type OrderView, orderView, refusalStatus } from '../order-result.ts';
import { SourceOrder, SourceOrderBody } from './source-order.command.ts';

@ApiTags('orders')
@Controller('v1/orders')
export class SourceOrderController {
  constructor(private readonly commands: CommandBus) {}

  @Post(':id/source')
  @HttpCode(200)
  @ApiCommand()
  @ApiOperation({ summary: 'Say which supplier can deliver' })
  async source(
    @Param('id') id: string,
    @Body() body: SourceOrderBody,
    @Origin() origin: CommandOrigin,
  ): Promise<OrderView> {
    return orderView(id, answer(await this.commands.execute(new SourceOrder(id, body, origin)), refusalStatus));
  }
}

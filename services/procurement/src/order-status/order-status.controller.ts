import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type OrderView, orderView } from '../order-result.ts';
import { OrderStatus } from './order-status.query.ts';

@ApiTags('orders')
@Controller('v1/orders')
export class OrderStatusController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':id')
  @ApiOperation({ summary: 'How far an order is' })
  async status(@Param('id') id: string): Promise<OrderView> {
    return orderView(id, await this.queries.execute(new OrderStatus(id)));
  }
}

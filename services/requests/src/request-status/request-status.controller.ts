import { Controller, Get, Param } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { type RequestView, requestView } from '../request-result.ts';
import { RequestStatus } from './request-status.query.ts';

@ApiTags('requests')
@Controller('v1/requests')
export class RequestStatusController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':id')
  @ApiOperation({ summary: 'How far a request is' })
  async status(@Param('id') id: string): Promise<RequestView> {
    return requestView(id, await this.queries.execute(new RequestStatus(id)));
  }
}

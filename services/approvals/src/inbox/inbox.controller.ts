import { Controller, Get, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { InvalidCursor } from '@baton/read-model';
import { invalidInput } from '@baton/service-kit';
import { Inbox, type InboxPage, InboxQuery } from './inbox.query.ts';

@ApiTags('approvals')
@Controller('v1/approvals')
export class InboxController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({ summary: 'What waits for a party’s signature, by the latest moment at which each still helps' })
  async page(@Query() query: InboxQuery): Promise<InboxPage> {
    try {
      return await this.queries.execute(new Inbox(query));
    } catch (fault) {
      if (!(fault instanceof InvalidCursor)) throw fault;
      throw invalidInput([{ pointer: '/after', detail: 'expected `next` of a page of the same inbox' }]);
    }
  }
}

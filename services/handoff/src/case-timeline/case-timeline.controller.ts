import { Controller, Get, Headers, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { TimelineView } from '@baton/contracts';
import { notFound } from '@baton/service-kit';
import { languageOf } from '@baton/wording';
import { AsOfQuery, asOfIn } from '../case-status/as-of.ts';
import { Shards } from '../ledger/shards.ts';
import { FindTimeline } from './case-timeline.query.ts';

@ApiTags('reading')
@Controller('v1/cases')
export class CaseTimelineController {
  constructor(
    private readonly queries: QueryBus,
    private readonly shards: Shards,
  ) {}

  @Get(':id/timeline')
  @ApiOperation({
    summary: 'What happened and what was decided, in ledger order, each entry with who was accountable after it',
  })
  async timeline(
    @Param('id') id: string,
    @Query() query: AsOfQuery,
    @Headers('accept-language') accepted?: string,
  ): Promise<TimelineView> {
    const asOf = asOfIn(query, this.shards.now());
    const view = await this.queries.execute(new FindTimeline(id, asOf, languageOf(query.language ?? accepted)));
    if (view === undefined) throw notFound(`case ${id}`);
    return view;
  }
}

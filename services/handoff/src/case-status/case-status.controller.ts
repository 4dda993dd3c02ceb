import { Controller, Get, Headers, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { CaseView } from '@baton/contracts';
import { notFound } from '@baton/service-kit';
import { languageOf } from '@baton/wording';
import { Shards } from '../ledger/shards.ts';
import { AsOfQuery, asOfIn } from './as-of.ts';
import { FindCase } from './case-status.query.ts';

@ApiTags('reading')
@Controller('v1/cases')
export class CaseStatusController {
  constructor(
    private readonly queries: QueryBus,
    private readonly shards: Shards,
  ) {}

  @Get(':id')
  @ApiOperation({
    summary: 'One case: who holds it, its legs and their latest moments, its stalls; live or as of an instant',
  })
  async case(
    @Param('id') id: string,
    @Query() query: AsOfQuery,
    @Headers('accept-language') accepted?: string,
  ): Promise<CaseView> {
    const asOf = asOfIn(query, this.shards.now());
    const view = await this.queries.execute(new FindCase(id, asOf, languageOf(query.language ?? accepted)));
    if (view === undefined) throw notFound(query.asOf === undefined ? `case ${id}` : `case ${id} as of ${query.asOf}`);
    return view;
  }
}

import { Controller, Get, Headers, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { type ExplanationView, type StallKind, stallKinds } from '@baton/contracts';
import { invalidInput, notFound } from '@baton/service-kit';
import { languageOf } from '@baton/wording';
import { IsInstant } from '../act-on-stall/is-instant.ts';
import type { Known } from '../case-history/case-as-of.ts';
import { ExplainCase } from './explain-case.query.ts';

export class ExplanationQuery {
  @ApiPropertyOptional({ format: 'date-time', description: 'Now when absent' })
  @IsOptional()
  @IsInstant()
  at?: string;

  @ApiPropertyOptional({ enum: stallKinds, description: 'All when absent' })
  @IsOptional()
  @IsIn(stallKinds)
  kind?: StallKind;

  @ApiPropertyOptional({ description: 'Of the route; those at hand when absent' })
  @IsOptional()
  @IsString()
  @MaxLength(128)
  leg?: string;

  @ApiPropertyOptional({
    enum: ['recorded', 'occurred'],
    default: 'recorded',
    description: 'What had been recorded by then, or what had occurred, whenever it came to be known',
  })
  @IsOptional()
  @IsIn(['recorded', 'occurred'])
  by: Known = 'recorded';

  @ApiPropertyOptional({ description: 'BCP 47 tag; the Accept-Language header when absent' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  language?: string;
}

@ApiTags('reading')
@Controller('v1/cases')
export class ExplainCaseController {
  constructor(private readonly queries: QueryBus) {}

  @Get(':id/explanation')
  @ApiOperation({
    summary: 'Why it stalls, will stall or does not: conclusion, reasons, ledger entries; now or as of an instant',
  })
  async explanation(
    @Param('id') id: string,
    @Query() { at, kind, leg, by, language }: ExplanationQuery,
    @Headers('accept-language') accepted?: string,
  ): Promise<ExplanationView> {
    const what = { at, by, kind, leg, language: languageOf(language ?? accepted) };
    const found = await this.queries.execute(new ExplainCase(id, what));
    if (found === undefined) throw notFound(at === undefined ? `case ${id}` : `case ${id} as of ${at}`);
    if ('expectedLegs' in found) {
      const detail = `expected one of ${found.expectedLegs.join(', ')}, got ${leg}`;
      throw invalidInput([{ pointer: '/leg', detail }]);
    }
    return found;
  }
}

import { Controller, Get, Headers, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import type { StallsPage } from '@baton/contracts';
import { PageQuery } from '@baton/service-kit';
import { languageOf } from '@baton/wording';
import { FindStalledBatons } from './stalled-batons.query.ts';

export class StallsQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ['open', 'all'], default: 'open' })
  @IsOptional()
  @IsIn(['open', 'all'])
  state: 'open' | 'all' = 'open';

  @ApiPropertyOptional({ description: 'Of this case only' })
  @IsOptional()
  @IsString()
  @MaxLength(128)
  case?: string;

  @ApiPropertyOptional({ description: 'BCP 47 tag; the Accept-Language header when absent' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  language?: string;
}

@ApiTags('reading')
@Controller('v1/stalls')
export class StalledBatonsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({ summary: 'Stalled batons, the one whose last moment to act comes first at the top' })
  stalls(@Query() query: StallsQuery, @Headers('accept-language') accepted?: string): Promise<StallsPage> {
    const { state, limit, after, language, case: caseId } = query;
    const wanted = { state, limit, language: languageOf(language ?? accepted) };
    return this.queries.execute(
      new FindStalledBatons({
        ...wanted,
        ...(after === undefined ? {} : { after }),
        ...(caseId === undefined ? {} : { caseId }),
      }),
    );
  }
}

import { Controller, Get, Headers, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { PageQuery } from '@baton/service-kit';
import { languageOf } from '@baton/wording';
import type { AlertGroupsPage } from './alert-group-view.ts';
import { FindAlertGroups } from './alert-groups.query.ts';

export class AlertGroupsQuery extends PageQuery {
  @ApiPropertyOptional({ minimum: 0, maximum: 200, default: 50, description: 'Episodes listed of each group' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(200)
  episodes = 50;

  @ApiPropertyOptional({ description: 'BCP 47 tag; the Accept-Language header when absent' })
  @IsOptional()
  @IsString()
  @MaxLength(64)
  language?: string;
}

@ApiTags('reading')
@Controller('v1/alert-groups')
export class AlertGroupsController {
  constructor(private readonly queries: QueryBus) {}

  @Get()
  @ApiOperation({
    summary: 'What stalls, in groups that wait for the same, across cases; muted episodes are there and say why',
  })
  groups(@Query() query: AlertGroupsQuery, @Headers('accept-language') accepted?: string): Promise<AlertGroupsPage> {
    const { limit, after, episodes, language } = query;
    const wanted = { limit, episodes, language: languageOf(language ?? accepted) };
    return this.queries.execute(new FindAlertGroups({ ...wanted, ...(after === undefined ? {} : { after }) }));
  }
}

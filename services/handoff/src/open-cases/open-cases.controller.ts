import { Controller, Get, Headers, Inject, type OnModuleInit, Query } from '@nestjs/common';
import { ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { IsIn, IsOptional, IsString, MaxLength } from 'class-validator';
import { type PartyView, formatInstant } from '@baton/contracts';
import type { Collection, ReadModels } from '@baton/read-model';
import { PageQuery, READ_MODELS } from '@baton/service-kit';
import { languageOf } from '@baton/wording';
import { People } from '../parties/people.ts';
import { type CaseCard, caseCards } from './case-card.projection.ts';

export class CasesQuery extends PageQuery {
  @ApiPropertyOptional({ enum: ['open', 'closed', 'cancelled'], default: 'open' })
  @IsOptional()
  @IsIn(['open', 'closed', 'cancelled'])
  status: 'open' | 'closed' | 'cancelled' = 'open';

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(64)
  language?: string;
}

export interface CaseListItem {
  readonly id: string;
  readonly title: string;
  readonly status: string;
  readonly accountable: PartyView;
  readonly openedAt: string;
}

@ApiTags('reading')
@Controller('v1/cases')
export class OpenCasesController implements OnModuleInit {
  private cards!: Collection<CaseCard>;

  constructor(
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
    private readonly people: People,
  ) {}

  async onModuleInit(): Promise<void> {
    this.cards = await this.readModels.collection<CaseCard>(caseCards);
  }

  @Get()
  @ApiOperation({ summary: 'Cases, the oldest first' })
  async cases(
    @Query() query: CasesQuery,
    @Headers('accept-language') accepted?: string,
  ): Promise<{ cases: CaseListItem[]; next?: string }> {
    const { status, limit, after } = query;
    const language = languageOf(query.language ?? accepted);
    const page = await this.cards.find({
      index: 'by-status',
      equals: { status },
      limit,
      ...(after === undefined ? {} : { after }),
    });
    const cases = page.documents.map((card) => ({
      id: card.id,
      title: card.title,
      status: card.status,
      accountable: this.people.view(card.accountable, language),
      openedAt: formatInstant(card.openedAt),
    }));
    return { cases, ...(page.next === undefined ? {} : { next: page.next }) };
  }
}

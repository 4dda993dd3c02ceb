import { Controller, Get, Inject, type OnModuleInit, Param } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { Collection, ReadModels } from '@baton/read-model';
import { READ_MODELS, notFound } from '@baton/service-kit';
import { type EventOutcome, eventOutcomes } from './event-outcomes.projection.ts';

@ApiTags('publishing')
@Controller('v1/events')
export class EventOutcomeController implements OnModuleInit {
  private outcomes!: Collection<EventOutcome>;

  constructor(@Inject(READ_MODELS) private readonly readModels: ReadModels) {}

  async onModuleInit(): Promise<void> {
    this.outcomes = await this.readModels.collection<EventOutcome>(eventOutcomes);
  }

  @Get(':source/:id')
  @ApiOperation({ summary: 'What became of a published event: folded, refused, or set aside, with the reason' })
  async outcome(@Param('source') source: string, @Param('id') id: string) {
    const outcome = await this.outcomes.get(`${source} ${id}`);
    if (outcome === undefined)
      throw notFound(`event ${id} of ${source} in the ledger; one that was just stored may still be on its way`);
    const { revision, caseId, refusal, detail, flags } = outcome;
    return { source, id, outcome: outcome.outcome, caseId, ledger: revision, refusal, detail, flags };
  }
}

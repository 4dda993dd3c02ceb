import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Collection, ReadModels } from '@baton/read-model';
import { READ_MODELS, notFound } from '@baton/service-kit';
import { type CaseCard, caseCards } from './case-card.projection.ts';

/** Which cases the ledger has heard of. */
@Injectable()
export class KnownCases implements OnModuleInit {
  private cards!: Collection<CaseCard>;

  constructor(@Inject(READ_MODELS) private readonly readModels: ReadModels) {}

  async onModuleInit(): Promise<void> {
    this.cards = await this.readModels.collection<CaseCard>(caseCards);
  }

  /** Throws the problem 404 for a case that nobody has spoken of. */
  async mustHave(caseId: string): Promise<void> {
    if ((await this.cards.get(caseId)) === undefined) throw notFound(`case ${caseId}`);
  }
}

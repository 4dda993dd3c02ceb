import { QueryBus, type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { CaseView, StallView } from '@baton/contracts';
import type { Language } from '@baton/wording';
import type { AsOf, CaseAsOf } from '../case-history/case-as-of.ts';
import { CaseHistory } from '../case-history/case-history.ts';
import { Shards } from '../ledger/shards.ts';
import { People } from '../parties/people.ts';
import { FindStalledBatons } from '../stalled-batons/stalled-batons.query.ts';
import { caseViewOf } from './case-view.ts';
import { stallsAsOf } from './stalls-as-of.ts';

export class FindCase extends Query<CaseView | undefined> {
  constructor(
    readonly caseId: string,
    /** None: live. */
    readonly asOf: AsOf | undefined,
    readonly language: Language,
  ) {
    super();
  }
}

const mostEpisodes = 200;

@QueryHandler(FindCase)
export class FindCaseHandler implements IQueryHandler<FindCase> {
  constructor(
    private readonly history: CaseHistory,
    private readonly shards: Shards,
    private readonly people: People,
    private readonly queries: QueryBus,
  ) {}

  async execute({ caseId, asOf, language }: FindCase): Promise<CaseView | undefined> {
    const { people } = this;
    const known = await this.history.fold(caseId, asOf ?? { at: this.shards.now(), by: 'recorded' });
    if (known === undefined) return undefined;
    const stalls = asOf === undefined ? await this.live(known, language) : stallsAsOf(known, { people, language });
    return caseViewOf(known, { people, language, stalls });
  }

  private async live({ entry }: CaseAsOf, language: Language): Promise<readonly StallView[]> {
    const wanted = { state: 'all', caseId: entry.id, limit: mostEpisodes, language } as const;
    return (await this.queries.execute(new FindStalledBatons(wanted))).stalls;
  }
}

import { QueryBus, type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import type { CaseView, StallView } from '@baton/contracts';
import type { Language } from '@baton/wording';
import { CaseHistory } from '../case-history/case-history.ts';
import { People } from '../parties/people.ts';
import { FindStalledBatons } from '../stalled-batons/stalled-batons.query.ts';
import { caseViewOf } from './case-view.ts';

export class FindCase extends Query<CaseView | undefined> {
  constructor(
    readonly caseId: string,
    readonly asOf: number,
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
    private readonly people: People,
    private readonly queries: QueryBus,
  ) {}

  async execute({ caseId, asOf, language }: FindCase): Promise<CaseView | undefined> {
    const known = await this.history.fold(caseId, asOf);
    if (known === undefined) return undefined;
    const { stalls } = await this.queries.execute(
      new FindStalledBatons({ state: 'all', caseId, limit: mostEpisodes, language }),
    );
    return caseViewOf(known, {
      people: this.people,
      language,
      stalls: stalls.filter((stall) => wasKnown(stall, asOf)).map((stall) => asOfThen(stall, asOf)),
    });
  }
}

const wasKnown = (stall: StallView, asOf: number): boolean => Date.parse(stall.knownAt) <= asOf;

/** What had not ended by then was open. */
const asOfThen = (stall: StallView, asOf: number): StallView => {
  const { clearedAt, retractedAt, ...open } = stall;
  const ended = (at: string | undefined): boolean => at !== undefined && Date.parse(at) <= asOf;
  return { ...open, ...(ended(clearedAt) ? { clearedAt } : {}), ...(ended(retractedAt) ? { retractedAt } : {}) };
};

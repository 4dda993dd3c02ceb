import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type TimelineView, formatInstant } from '@baton/contracts';
import type { Language } from '@baton/wording';
import { CaseHistory } from '../case-history/case-history.ts';
import { People } from '../parties/people.ts';
import { timelineOf } from './timeline.ts';

export class FindTimeline extends Query<TimelineView | undefined> {
  constructor(
    readonly caseId: string,
    readonly asOf: number,
    readonly language: Language,
  ) {
    super();
  }
}

@QueryHandler(FindTimeline)
export class FindTimelineHandler implements IQueryHandler<FindTimeline> {
  constructor(
    private readonly history: CaseHistory,
    private readonly people: People,
  ) {}

  async execute({ caseId, asOf, language }: FindTimeline): Promise<TimelineView | undefined> {
    const rows = (await this.history.rows(caseId)).filter((row) => row.append.recordedAt <= asOf);
    const entries = timelineOf(rows, { caseId, people: this.people, language });
    return entries.length === 0 ? undefined : { caseId, asOf: formatInstant(asOf), entries };
  }
}

import { type IQueryHandler, Query, QueryHandler } from '@nestjs/cqrs';
import { type TimelineView, formatInstant } from '@baton/contracts';
import type { Language } from '@baton/wording';
import { type AsOf, takenInstants } from '../case-history/case-as-of.ts';
import { CaseHistory } from '../case-history/case-history.ts';
import { Shards } from '../ledger/shards.ts';
import { People } from '../parties/people.ts';
import { inOrderOfOccurrence } from './order-of-occurrence.ts';
import { timelineOf } from './timeline.ts';

export class FindTimeline extends Query<TimelineView | undefined> {
  constructor(
    readonly caseId: string,
    /** None: live. */
    readonly asOf: AsOf | undefined,
    readonly language: Language,
  ) {
    super();
  }
}

@QueryHandler(FindTimeline)
export class FindTimelineHandler implements IQueryHandler<FindTimeline> {
  constructor(
    private readonly history: CaseHistory,
    private readonly shards: Shards,
    private readonly people: People,
  ) {}

  async execute({ caseId, asOf, language }: FindTimeline): Promise<TimelineView | undefined> {
    const { at, by }: AsOf = asOf ?? { at: this.shards.now(), by: 'recorded' };
    const rows = await this.history.rows(caseId);
    const context = { caseId, people: this.people, language };
    const entries =
      by === 'recorded'
        ? timelineOf(
            rows.filter(({ append }) => append.recordedAt <= at),
            context,
          )
        : inOrderOfOccurrence(timelineOf(rows, context), { at, takenAt: takenInstants(rows, caseId) });
    return entries.length === 0 ? undefined : { caseId, asOf: formatInstant(at), entries };
  }
}

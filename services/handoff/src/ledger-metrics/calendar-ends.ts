import type { Instant, ReferenceFact } from '@baton/contracts';

const day = 86_400_000;
/** Time enough to get the next year's holidays from whoever decides on them. */
export const endsSoon = 30 * day;

export interface CalendarEnd {
  readonly calendar: string;
  /** The last day of which it says anything, as a date. */
  readonly validThrough: string;
  /** The end of that day in UTC. */
  readonly at: Instant;
}

/** When the newest version of each calendar ends, to the day. */
export const calendarEnds = (facts: Iterable<{ readonly fact: ReferenceFact }>): readonly CalendarEnd[] => {
  const last = new Map<string, string>();
  for (const { fact } of facts)
    if (fact.type === 'baton.rules.calendar-published.v1') last.set(fact.calendar.id, fact.calendar.validThrough);
  return Array.from(last, ([calendar, validThrough]) => ({
    ...{ calendar, validThrough },
    at: Date.parse(validThrough) + day,
  }));
};

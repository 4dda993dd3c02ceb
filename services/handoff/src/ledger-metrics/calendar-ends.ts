import type { Instant, ReferenceFact } from '@baton/contracts';

const day = 86_400_000;
/** Time enough to get the next year's holidays from whoever decides on them. */
export const endsSoon = 30 * day;

/** When the newest version of each calendar ends, to the day: the end of its last day in UTC. */
export const calendarEnds = (facts: Iterable<{ readonly fact: ReferenceFact }>): readonly Instant[] => {
  const last = new Map<string, string>();
  for (const { fact } of facts)
    if (fact.type === 'baton.rules.calendar-published.v1') last.set(fact.calendar.id, fact.calendar.validThrough);
  return Array.from(last.values(), (validThrough) => Date.parse(validThrough) + day);
};

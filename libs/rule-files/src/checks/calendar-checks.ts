import { quoted } from '../rule-problem.ts';
import type { CalendarValue } from '../values/calendar-value.ts';
import type { Findings } from './rule-set.ts';

/** Days of which a calendar says two things. */
export function* calendarFindings({ weekly, special, daysOff, extraWorkdays }: CalendarValue): Findings {
  const off = new Set(daysOff);
  for (const [date, day] of Object.entries(extraWorkdays)) {
    const pointer = `/extraWorkdays/${date}`;
    if ((weekly[day] ?? []).length === 0)
      yield { pointer, expected: 'a day of the week with hours', found: `${quoted(day)}, which has none` };
    if (off.has(date)) yield { pointer, expected: 'a date that is not in daysOff', found: date };
    if (special[date] !== undefined) yield { pointer, expected: 'a date that is not in special', found: date };
  }
  for (const date of Object.keys(special))
    if (off.has(date)) yield { pointer: `/special/${date}`, expected: 'a date that is not in daysOff', found: date };
}

import { minuteMs } from './calendars.fixture.ts';
import type { Absence, CalendarDefinition } from './working-calendar.ts';

const weekdayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const dayMinutes = 1440;

const minuteOf = (time: string): number => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));

/** The minutes [start, end) of the shifts that start on a local day, given as its midnight as if it were in UTC. */
const shiftsOn = (definition: CalendarDefinition, midnight: number): readonly (readonly [number, number])[] => {
  const date = new Date(midnight).toISOString().slice(0, 10);
  const weekday = definition.extraWorkdays[date] ?? weekdayNames[new Date(midnight).getUTCDay()]!;
  const published = definition.daysOff.includes(date) ? [] : (definition.weekly[weekday] ?? []);
  return (definition.special[date] ?? published).map(([from, until]) => {
    const start = minuteOf(from);
    const end = minuteOf(until);
    return [start, end > start ? end : end + dayMinutes];
  });
};

/** Whether each of `count` minutes from `from` on is worked, asked from the definition minute by minute. */
export const workedMinutes = (
  { definition, away }: { readonly definition: CalendarDefinition; readonly away: readonly Absence[] },
  from: number,
  count: number,
): readonly boolean[] => {
  const shifts = new Map<number, readonly (readonly [number, number])[]>();
  const isWithin = (midnight: number, minute: number): boolean => {
    if (!shifts.has(midnight)) shifts.set(midnight, shiftsOn(definition, midnight));
    return shifts.get(midnight)!.some(([start, end]) => start <= minute && minute < end);
  };
  const [first] = definition.transitions;
  return Array.from({ length: count }, (_, index) => {
    const at = from + index * minuteMs;
    if (away.some((absence) => absence.from <= at && at < absence.until)) return false;
    const { offsetMinutes } = definition.transitions.findLast((change) => change.at <= at) ?? first!;
    const minute = (at / minuteMs + offsetMinutes) % dayMinutes;
    const midnight = at + (offsetMinutes - minute) * minuteMs;
    return isWithin(midnight, minute) || isWithin(midnight - dayMinutes * minuteMs, minute + dayMinutes);
  });
};

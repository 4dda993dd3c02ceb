import { dayOf, timeOfDay, weekdayOf, weekdays, dayMs } from './local-time.ts';
import type { CalendarDefinition } from './working-calendar.ts';

/** [start, end) in milliseconds after the start of the local day to which the shift belongs; it may end the next day. */
export interface Shift {
  readonly start: number;
  readonly end: number;
}

export interface Shifts {
  /** The shifts that start on a local day. */
  on(day: number): readonly Shift[];
  /** The local days that differ from the weekly hours. */
  readonly exceptions: readonly number[];
}

type Hours = readonly (readonly [string, string])[];

const shiftsOf = (hours: Hours): readonly Shift[] =>
  hours.map(([from, until]) => {
    const start = timeOfDay(from);
    const end = timeOfDay(until);
    return { start, end: end > start ? end : end + dayMs };
  });

/** A date's own hours win over a day off, a day off over an extra workday, that over the week. */
export const compileShifts = (definition: CalendarDefinition): Shifts => {
  const weekly = weekdays.map((weekday) => shiftsOf(definition.weekly[weekday] ?? []));
  const exceptions = new Map<number, readonly Shift[]>();
  for (const [date, weekday] of Object.entries(definition.extraWorkdays)) {
    exceptions.set(dayOf(date), weekly[weekdays.indexOf(weekday)]!);
  }
  for (const date of definition.daysOff) exceptions.set(dayOf(date), []);
  for (const [date, hours] of Object.entries(definition.special)) exceptions.set(dayOf(date), shiftsOf(hours));
  return {
    on: (day) => exceptions.get(day) ?? weekly[weekdayOf(day)]!,
    exceptions: [...exceptions.keys()],
  };
};

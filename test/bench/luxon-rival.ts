import type { CalendarDefinition } from '@baton/working-time';
import { DateTime } from 'luxon';

const weekdayNames = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** The shifts of a day as instants; those of this calendar neither overlap nor end on another day. */
const shiftsOn = (definition: CalendarDefinition, day: DateTime): readonly (readonly [number, number])[] => {
  if (definition.daysOff.includes(day.toISODate()!)) return [];
  return (definition.weekly[weekdayNames[day.weekday - 1]!] ?? []).map((shift) => {
    const [start, end] = shift.map((time) => {
      const [hour, minute] = time.split(':').map(Number);
      return day.set({ hour: hour!, minute: minute! }).toMillis();
    });
    return [start!, end!];
  });
};

/** Working time added as one would by hand: shift by shift, day by day, from midnight to midnight in the zone. */
export const addDayByDay = (definition: CalendarDefinition, at: number, duration: number): number => {
  let left = duration;
  for (let day = DateTime.fromMillis(at, { zone: definition.zone }).startOf('day'); ; day = day.plus({ days: 1 })) {
    for (const [start, end] of shiftsOn(definition, day)) {
      const from = Math.max(start, at);
      if (from >= end) continue;
      if (left <= end - from) return from + left;
      left -= end - from;
    }
  }
};

export type { CalendarDefinition, Weekday, WorkingCalendar, Absence, Interval } from './working-calendar.ts';
export { anyOf, allOf } from './combine-calendars.ts';
export { compileCalendar } from './compile-calendar.ts';
export { shiftEnd } from './shift-end.ts';
export { withAbsences } from './with-absences.ts';

export type { CalendarDefinition, Weekday, WorkingCalendar, Absence, Interval } from './working-calendar.ts';
export { compileCalendar } from './compile-calendar.ts';
export { withAbsences } from './with-absences.ts';

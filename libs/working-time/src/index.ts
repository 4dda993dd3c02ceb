export type { CalendarDefinition, Weekday, WorkingCalendar, Absence } from './working-calendar.ts';

import type { CalendarDefinition, Weekday } from '@baton/working-time';
import { type CalendarForm, weekdays } from '../forms/calendar-form.ts';
import { isZone } from '../zone.ts';
import { daysBetween, isWorkableDate, workableDate } from './dates.ts';
import { type Hours, overlapping, span } from './hours.ts';
import type { Report } from './value-report.ts';

/** What a calendar file says; the zone's clock changes, source and hash are added when it is published. */
export type CalendarValue = Omit<CalendarDefinition, 'transitions' | 'source' | 'hash'>;

const longestSpanDays = 366;

export const calendarValue = (form: CalendarForm, report: Report): CalendarValue => {
  const { id, revision, zone, validThrough, extraWorkdays = {}, special = {} } = form;
  if (!isZone(zone)) report('/zone', 'an IANA time zone such as Asia/Shanghai', zone);
  if (!isWorkableDate(validThrough)) report('/validThrough', workableDate, validThrough);
  for (const field of ['extraWorkdays', 'special'] as const) {
    for (const date of Object.keys(form[field] ?? {}))
      if (!isWorkableDate(date)) report(`/${field}/${date}`, workableDate, date);
  }
  for (const [date, hours] of Object.entries(special)) reportOverlap(hours, `/special/${date}`, report);
  return {
    ...{ id, revision, zone, validThrough },
    weekly: weeklyHours(form.weekly, report),
    daysOff: (form.daysOff ?? []).flatMap((days, index) => daysOff(days, `/daysOff/${index}`, report)),
    extraWorkdays,
    special: Object.fromEntries(Object.entries(special).map(([date, hours]) => [date, hours.map(span)])),
  };
};

const reportOverlap = (hours: readonly string[], at: string, report: Report): void => {
  const both = overlapping(hours);
  if (both !== undefined) report(at, 'hours that do not overlap', both.join(' and '));
};

const weeklyHours = (weekly: CalendarForm['weekly'], report: Report): Partial<Record<Weekday, Hours>> => {
  const byDay: Partial<Record<Weekday, Hours>> = {};
  for (const [days, hours] of Object.entries(weekly)) {
    reportOverlap(hours, `/weekly/${days}`, report);
    const [from, until = from] = days.split('-') as [Weekday, Weekday?];
    const first = weekdays.indexOf(from);
    const last = weekdays.indexOf(until);
    if (last < first) report(`/weekly/${days}`, 'days in the order of the week, mon first', days);
    for (const day of weekdays.slice(first, last + 1)) {
      if (byDay[day] !== undefined) report(`/weekly/${days}`, `each day of the week once`, `${day} again`);
      byDay[day] = hours.map(span);
    }
  }
  return byDay;
};

const daysOff = (days: string, at: string, report: Report): readonly string[] => {
  const [first, last = first] = days.split(' to ') as [string, string?];
  if (!isWorkableDate(first) || !isWorkableDate(last)) {
    report(at, workableDate, days);
    return [];
  }
  const dates = daysBetween(first, last, longestSpanDays + 1);
  if (dates.length === 0 || dates.length > longestSpanDays)
    report(at, `a first day and a last one at most ${longestSpanDays} days later`, days);
  return dates;
};

import { createHash } from 'node:crypto';
import { fileName } from '../facts/publication.ts';
import type { RuleDocumentOf, RuleFile } from '../rule-documents.ts';
import type { RuleProblem } from '../rule-problem.ts';
import type { CalendarValue } from '../values/calendar-value.ts';
import type { HolidayList } from './holiday-list.ts';

/**
 * The calendar file with the days of a list merged into its one calendar: the list's word on a day replaces the
 * calendar's. A problem: a file with none or several calendars, a day beyond `validThrough` (raise it first), a workday
 * that takes the hours of a day without any. The hash is that of both files' hashes.
 */
export const withHolidays = (calendarFile: RuleFile, list: HolidayList): RuleFile => {
  const problems = [...calendarFile.problems, ...list.problems];
  const calendars = calendarFile.documents.filter((document) => document.kind === 'calendar');
  const [document] = calendars;
  if (document === undefined || calendars.length > 1) {
    const expected = 'a file with one calendar, in which the days are merged';
    const found = `${calendars.length}`;
    problems.push({ file: calendarFile.file, line: 1, column: 1, severity: 'error', pointer: '', expected, found });
    return { ...calendarFile, documents: [], problems };
  }
  problems.push(...misfits(document, list));
  const hash = `sha256:${createHash('sha256').update(`${calendarFile.hash} ${list.hash}`).digest('hex')}`;
  const file = `${calendarFile.file} + ${fileName(list.file)}`;
  return { file, hash, documents: [{ ...document, value: merged(document.value, list) }], problems };
};

const misfits = ({ value }: RuleDocumentOf<'calendar'>, list: HolidayList): readonly RuleProblem[] =>
  list.holidays.flatMap(({ date, workday, line, column }) => {
    const problem = { file: list.file, line, column, severity: 'error', pointer: '' } as const;
    if (date > value.validThrough)
      return [{ ...problem, expected: `a day up to the calendar's validThrough, ${value.validThrough}`, found: date }];
    if (workday === undefined || (value.weekly[workday] ?? []).length > 0) return [];
    return [{ ...problem, expected: 'a workday with the hours of a day that has some', found: workday }];
  });

const merged = (calendar: CalendarValue, { holidays }: HolidayList): CalendarValue => {
  const dates = new Set(holidays.map(({ date }) => date));
  const keptOf = <Value>(days: Readonly<Record<string, Value>>): Record<string, Value> =>
    Object.fromEntries(Object.entries(days).filter(([date]) => !dates.has(date)));
  const workdays = holidays.flatMap(({ date, workday }) => (workday === undefined ? [] : [[date, workday] as const]));
  const off = holidays.flatMap(({ date, workday }) => (workday === undefined ? [date] : []));
  return {
    ...calendar,
    daysOff: [...calendar.daysOff.filter((date) => !dates.has(date)), ...off].toSorted(),
    extraWorkdays: { ...keptOf(calendar.extraWorkdays), ...Object.fromEntries(workdays) },
    special: keptOf(calendar.special),
  };
};

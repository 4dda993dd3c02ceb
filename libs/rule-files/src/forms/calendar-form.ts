import { type Static, Type } from '@sinclair/typebox';
import { closed, date, id, line, list, oneOf, version } from './form-parts.ts';

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

const hours = list(
  Type.String({
    pattern: '^(?:[01]\\d|2[0-3]):[0-5]\\d-(?:(?:[01]\\d|2[0-3]):[0-5]\\d|24:00)$',
    errorMessage: 'hours such as 08:00-12:00',
    description: 'From and until. An end that is not after its start is on the next day.',
  }),
  { maxItems: 100 },
  'Hours of a day, local',
);

const weekday = oneOf('A day of the week', weekdays);
const days = `(?:${weekdays.join('|')})`;

export const calendarForm = closed(
  {
    kind: Type.Literal('calendar', { description: 'This document is a calendar.' }),
    id: id('Names the calendar; parties of the roster name it.'),
    revision: version('Raise it with every change.'),
    zone: line('The IANA time zone of its hours, such as Asia/Shanghai.'),
    validThrough: date('The last day that is known; beyond it every answer is provisional.'),
    weekly: Type.Record(Type.String({ pattern: `^${days}(?:-${days})?$` }), hours, {
      additionalProperties: false,
      errorMessage: 'days such as mon or mon-fri as keys',
      description: 'Working hours by day of the week: mon, or mon-fri for each of them.',
    }),
    daysOff: Type.Optional(
      list(
        Type.String({
          pattern: '^\\d{4}-\\d\\d-\\d\\d(?: to \\d{4}-\\d\\d-\\d\\d)?$',
          errorMessage: 'a date, or two such as 2026-10-01 to 2026-10-07',
          description: 'A day, or the first and the last of several.',
        }),
        { maxItems: 10_000 },
        'Days on which no shift starts.',
      ),
    ),
    extraWorkdays: Type.Optional(
      Type.Record(Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d$' }), weekday, {
        additionalProperties: false,
        errorMessage: 'dates such as 2026-10-10 as keys',
        description: 'Make-up days: each takes the hours of a day of the week.',
      }),
    ),
    special: Type.Optional(
      Type.Record(Type.String({ pattern: '^\\d{4}-\\d\\d-\\d\\d$' }), hours, {
        additionalProperties: false,
        errorMessage: 'dates such as 2026-12-24 as keys',
        description: 'Days with hours of their own.',
      }),
    ),
  },
  'Working hours in one time zone',
);

export type CalendarForm = Static<typeof calendarForm>;

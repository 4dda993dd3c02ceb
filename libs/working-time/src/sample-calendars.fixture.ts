import type { CalendarDefinition } from './working-calendar.ts';

export const hourMs = 3_600_000;

const weekdayHours = [
  ['08:00', '12:00'],
  ['14:00', '17:30'],
] as const;

/** The hospital of the scenario: a holiday of a week, a day off, two make-up days. */
export const hospitalDefinition: CalendarDefinition = {
  id: 'hospital',
  revision: 1,
  zone: 'Asia/Shanghai',
  transitions: [{ at: 0, offsetMinutes: 480 }],
  weekly: { mon: weekdayHours, tue: weekdayHours, wed: weekdayHours, thu: weekdayHours, fri: weekdayHours },
  daysOff: ['2026-09-25', ...['01', '02', '03', '04', '05', '06', '07'].map((day) => `2026-10-${day}`)],
  extraWorkdays: { '2026-09-20': 'mon', '2026-10-10': 'mon' },
  special: {},
  source: 'notice of the hospital',
  hash: 'sha256:0',
  validThrough: '2026-12-31',
};

export const emptyDefinition: CalendarDefinition = {
  ...hospitalDefinition,
  id: 'nobody-works',
  weekly: {},
  daysOff: [],
  extraWorkdays: {},
};

/** One hour ahead until 2026-10-25T01:00Z, when 03:00 becomes 02:00, and back at 2027-03-28T01:00Z. */
export const berlinTransitions: CalendarDefinition['transitions'] = [
  { at: 1_774_746_000_000, offsetMinutes: 120 },
  { at: 1_792_890_000_000, offsetMinutes: 60 },
  { at: 1_806_195_600_000, offsetMinutes: 120 },
];

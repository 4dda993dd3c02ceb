import type { CalendarDefinition } from '@baton/working-time';
import type { FactType, Handling, Party, Route } from './facts.ts';
import { isDate, parseInstant } from './instant.ts';
import { mismatch, type Mismatch } from './mismatch.ts';

type WireCalendar = Omit<CalendarDefinition, 'transitions'> & {
  readonly transitions: readonly { readonly at: string }[];
};
type Hours = readonly (readonly [string, string])[];

/** Every id once; `at` points to the list. */
const twiceIn = (list: readonly { readonly id: string }[], at: string): readonly Mismatch[] => {
  const seen = new Set<string>();
  return list.flatMap(({ id }, index) => {
    if (seen.has(id)) return [mismatch(`${at}/${index}/id`, 'an id that is not in the list before', id)];
    seen.add(id);
    return [];
  });
};

const unsorted = ({ transitions }: WireCalendar, at: string): readonly Mismatch[] =>
  transitions.flatMap((transition, index) => {
    const before = transitions[index - 1];
    if (before === undefined || parseInstant(before.at)! < parseInstant(transition.at)!) return [];
    return [mismatch(`${at}/transitions/${index}/at`, `an instant after ${before.at}`, transition.at)];
  });

/** An end at or before the start is on the next day; the day's end is no start. */
const badHours = (hours: Hours, at: string): readonly Mismatch[] =>
  hours.flatMap(([from], index) =>
    from === '24:00' ? [mismatch(`${at}/${index}/0`, 'a local time from 00:00 to 23:59', from)] : [],
  );

/** The years that rules are for: each other year would cost every question to the calendar. */
const years = /^(?:19|20|21)/;
const expectedDate = 'a date of the years 1900 to 2199';

const badDaysOff = (dates: readonly string[], at: string): readonly Mismatch[] =>
  dates.flatMap((date, index) => (years.test(date) ? [] : [mismatch(`${at}/${index}`, expectedDate, date)]));

const badDates = (dates: object, at: string): readonly Mismatch[] =>
  Object.keys(dates)
    .filter((name) => !isDate(name) || !years.test(name))
    .map((name) => mismatch(`${at}/${name}`, `${expectedDate} as name`, name));

const calendarErrors = (calendar: WireCalendar, at: string): readonly Mismatch[] => [
  ...unsorted(calendar, at),
  ...Object.entries(calendar.weekly).flatMap(([day, hours]) => badHours(hours, `${at}/weekly/${day}`)),
  ...Object.entries(calendar.special).flatMap(([day, hours]) => badHours(hours, `${at}/special/${day}`)),
  ...badDaysOff(calendar.daysOff, `${at}/daysOff`),
  ...badDates(calendar.extraWorkdays, `${at}/extraWorkdays`),
  ...badDates(calendar.special, `${at}/special`),
];

const handlingErrors = (handling: Handling, legs: ReadonlySet<string>, at: string): readonly Mismatch[] => {
  const errors: Mismatch[] = [];
  if (!legs.has(handling.leg)) errors.push(mismatch(`${at}/leg`, 'the id of a leg of this route', handling.leg));
  if (handling.kind === 'deputy' && handling.to === undefined)
    errors.push(mismatch(`${at}/to`, 'the party of the deputy', undefined));
  return errors;
};

const routeErrors = ({ legs, handlings }: Route, at: string): readonly Mismatch[] => {
  const known = new Set(legs.map(({ id }) => id));
  return [
    ...twiceIn(legs, `${at}/legs`),
    ...twiceIn(handlings, `${at}/handlings`),
    ...handlings.flatMap((handling, index) => handlingErrors(handling, known, `${at}/handlings/${index}`)),
  ];
};

interface WireAbsence {
  readonly from: string;
  readonly until: string;
}

const absenceErrors = ({ from, until }: WireAbsence, at: string): readonly Mismatch[] =>
  parseInstant(until)! > parseInstant(from)! ? [] : [mismatch(`${at}/until`, `an instant after ${from}`, until)];

type Rule = (data: never, at: string) => readonly Mismatch[];

const rules: Readonly<Partial<Record<FactType, Rule>>> = {
  'baton.rules.calendar-published.v1': ({ calendar }: { readonly calendar: WireCalendar }, at) =>
    calendarErrors(calendar, `${at}/calendar`),
  'baton.rules.route-published.v1': ({ route }: { readonly route: Route }, at) => routeErrors(route, `${at}/route`),
  'baton.people.roster-changed.v1': ({ parties }: { readonly parties: readonly Party[] }, at) =>
    twiceIn(parties, `${at}/parties`),
  'baton.people.absence-declared.v1': absenceErrors,
};

/** What a schema cannot say: how the fields of one event fit together. `data` has passed the schema of its type. */
export const ruleMismatches = (type: string, data: unknown, at: string): readonly Mismatch[] =>
  Object.hasOwn(rules, type) ? rules[type as FactType]!(data as never, at) : [];

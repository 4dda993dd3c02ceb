import type { CalendarDefinition } from '@baton/working-time';
import { idTwice } from './distinct.ts';
import type { FactType } from './facts.ts';
import type { LearnedDurations, Party, Policy, Route } from './rules.ts';
import { isDate, parseInstant } from './instant.ts';
import { mismatch, type Mismatch } from './mismatch.ts';
import { durationErrors, policyErrors, routeErrors } from './route-rules.ts';

type WireCalendar = Omit<CalendarDefinition, 'transitions'> & {
  readonly transitions: readonly { readonly at: string }[];
};
type Hours = readonly (readonly [string, string])[];

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

interface WireSpan {
  readonly from?: string;
  readonly until?: string;
}

/** An open end fits every other. */
const spanErrors = ({ from, until }: WireSpan, at: string): readonly Mismatch[] =>
  from === undefined || until === undefined || parseInstant(until)! > parseInstant(from)!
    ? []
    : [mismatch(`${at}/until`, `an instant after ${from}`, until)];

interface WireDelegation extends WireSpan {
  readonly party: string;
  readonly to: string;
}

const delegationErrors = (delegation: WireDelegation, at: string): readonly Mismatch[] => [
  ...(delegation.to === delegation.party ? [mismatch(`${at}/to`, 'another party', delegation.to)] : []),
  ...spanErrors(delegation, at),
];

const rosterErrors = (parties: readonly Party[], at: string): readonly Mismatch[] => [
  ...idTwice(parties, at),
  ...parties.flatMap(({ id, members = [] }, index) =>
    members.flatMap((member, place) =>
      member === id ? [mismatch(`${at}/${index}/members/${place}`, 'another party', member)] : [],
    ),
  ),
];

type Rule = (data: never, at: string) => readonly Mismatch[];

const rules: Readonly<Partial<Record<FactType, Rule>>> = {
  'baton.rules.calendar-published.v1': ({ calendar }: { readonly calendar: WireCalendar }, at) =>
    calendarErrors(calendar, `${at}/calendar`),
  'baton.rules.route-published.v1': ({ route }: { readonly route: Route }, at) => routeErrors(route, `${at}/route`),
  'baton.rules.policy-published.v1': ({ policy }: { readonly policy: Policy }, at) =>
    policyErrors(policy, `${at}/policy`),
  'baton.rules.durations-learned.v1': ({ durations }: { readonly durations: LearnedDurations }, at) =>
    durationErrors(durations, `${at}/durations`),
  'baton.people.roster-changed.v1': ({ parties }: { readonly parties: readonly Party[] }, at) =>
    rosterErrors(parties, `${at}/parties`),
  'baton.people.absence-declared.v1': spanErrors,
  'baton.people.delegation-appointed.v1': delegationErrors,
};

/** What a schema cannot say: how the fields of one event fit together. `data` has passed the schema of its type. */
export const ruleMismatches = (type: string, data: unknown, at: string): readonly Mismatch[] =>
  Object.hasOwn(rules, type) ? rules[type as FactType]!(data as never, at) : [];

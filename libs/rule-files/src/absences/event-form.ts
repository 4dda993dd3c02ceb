import type { EventComponent } from './components.ts';
import { type ContentLine, unescapedText } from './content-lines.ts';
import type { ImportProblems } from './import-problems.ts';
import { instantOf, type LocalTime, localTimes, type Zones } from './local-time.ts';
import { type Recurrence, recurrenceOf } from './recurrence.ts';
import { known } from '../values/value-report.ts';

/** Why an event of the file is no absence. */
export type LeftOut = 'free' | 'tentative' | 'at work' | 'cancelled' | 'without duration' | 'outside the window';

/** How long: days of the wall clock, then exact milliseconds (RFC 5545, 3.8.5.3). */
export interface Span {
  readonly days: number;
  readonly ms: number;
}

/** An event whose times are read. */
export interface EventForm {
  readonly uid: string;
  readonly line: number;
  readonly sequence: number;
  readonly start: LocalTime;
  /** None: the file says neither an end nor a duration. */
  readonly span?: Span;
  readonly recurrence?: Recurrence;
  readonly extra: readonly LocalTime[];
  readonly except: readonly LocalTime[];
  /** The start, in its series, of the one that this changes. */
  readonly changes?: LocalTime;
  readonly leftOut?: LeftOut;
  readonly cause?: string;
}

export interface Reading {
  readonly zones: Zones;
  readonly problems: ImportProblems;
}

const dayMs = 86_400_000;
const longestCause = 200;

/** Whether the event takes its person away: what is cancelled, free, tentative, or spent at work does not. */
const leftOutBecause = ({ properties, method }: EventComponent): LeftOut | undefined => {
  const valueOf = (name: string): string | undefined => firstOf(properties, name)?.value.toUpperCase();
  const busy = valueOf('X-MICROSOFT-CDO-BUSYSTATUS');
  const status = valueOf('STATUS');
  if (method === 'CANCEL' || status === 'CANCELLED') return 'cancelled';
  if (valueOf('TRANSP') === 'TRANSPARENT' || busy === 'FREE') return 'free';
  if (status === 'TENTATIVE' || busy === 'TENTATIVE') return 'tentative';
  return busy === undefined || busy === 'OOF' ? undefined : 'at work';
};

const firstOf = (properties: readonly ContentLine[], name: string): ContentLine | undefined =>
  properties.find((property) => property.name === name);

const oncePerEvent = ['UID', 'DTSTART', 'DTEND', 'DURATION', 'RRULE', 'RECURRENCE-ID'];

/** Undefined after a problem that leaves no start. */
export const eventForm = (component: EventComponent, reading: Reading): EventForm | undefined => {
  const { properties, line } = component;
  const { problems, zones } = reading;
  for (const name of oncePerEvent) {
    const again = properties.filter((property) => property.name === name)[1];
    if (again !== undefined) problems.of(again, `${name} once in an event`);
  }
  const rule = firstOf(properties, 'EXRULE');
  if (rule !== undefined) problems.of(rule, 'EXDATE, because EXRULE is no longer part of iCalendar');
  const uid = firstOf(properties, 'UID')?.value.trim();
  const started = firstOf(properties, 'DTSTART');
  if (uid === undefined || uid === '') problems.at(line, 'UID', { expected: 'a UID', found: 'none' });
  if (started === undefined) problems.at(line, 'DTSTART', { expected: 'a DTSTART', found: 'none' });
  const [start] = started === undefined ? [] : localTimes(started, zones, problems);
  if (start === undefined || uid === undefined) return undefined;
  const recurring = firstOf(properties, 'RRULE');
  const timesOf = (name: string): readonly LocalTime[] =>
    properties
      .filter((property) => property.name === name)
      .flatMap((property) => localTimes(property, zones, problems));
  return {
    ...{ uid, line, start, extra: timesOf('RDATE'), except: timesOf('EXDATE') },
    sequence: Number(firstOf(properties, 'SEQUENCE')?.value ?? 0) || 0,
    ...known({
      leftOut: leftOutBecause(component),
      span: spanOf(properties, start, reading),
      recurrence: recurring === undefined ? undefined : recurrenceOf(recurring, start, reading),
      changes: changedBy(properties, reading),
      cause: causeOf(properties),
    }),
  };
};

const changedBy = (properties: readonly ContentLine[], { zones, problems }: Reading): LocalTime | undefined => {
  const property = firstOf(properties, 'RECURRENCE-ID');
  if (property?.parameters.has('RANGE') === true) problems.of(property, 'a RECURRENCE-ID without RANGE');
  return property === undefined ? undefined : localTimes(property, zones, problems)[0];
};

const spanOf = (
  properties: readonly ContentLine[],
  start: LocalTime,
  { zones, problems }: Reading,
): Span | undefined => {
  const ended = firstOf(properties, 'DTEND');
  const duration = firstOf(properties, 'DURATION');
  if (ended !== undefined && duration !== undefined) problems.of(duration, 'either DTEND or DURATION');
  if (ended === undefined) return duration === undefined ? undefined : durationSpan(duration, problems);
  const [end] = localTimes(ended, zones, problems);
  if (end === undefined) return undefined;
  if (end.isDate !== start.isDate)
    problems.of(ended, start.isDate ? 'a date, as DTSTART is one' : 'a time, as DTSTART is one');
  const ms = instantOf(end) - instantOf(start);
  if (ms < 0) problems.of(ended, 'an end that is not before DTSTART');
  return start.isDate ? { days: Math.round((end.local - start.local) / dayMs), ms: 0 } : { days: 0, ms };
};

const durationShape = /^\+?P(?:(\d{1,3})W|(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,8})S)?)?)$/;

const durationSpan = (property: ContentLine, problems: ImportProblems): Span | undefined => {
  const match = durationShape.exec(property.value.toUpperCase());
  const [weeks, days, hours, minutes, seconds] = (match ?? []).slice(1).map((part) => Number(part ?? 0));
  if (match === null) problems.of(property, 'a duration such as P1D or PT4H');
  else return { days: weeks! * 7 + days!, ms: ((hours! * 60 + minutes!) * 60 + seconds!) * 1000 };
  return undefined;
};

/** What is private stays out of the ledger. */
const causeOf = (properties: readonly ContentLine[]): string | undefined => {
  const access = firstOf(properties, 'CLASS')?.value.toUpperCase() ?? 'PUBLIC';
  const summary = access === 'PUBLIC' ? firstOf(properties, 'SUMMARY')?.value : undefined;
  const text =
    summary &&
    unescapedText(summary)
      .replaceAll(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
      .trim();
  return text ? [...text].slice(0, longestCause).join('') : undefined;
};

import ical from 'node-ical';
import type { ContentLine } from './content-lines.ts';
import { utc, type LocalTime, type Zones, onClock, localTimes } from './local-time.ts';
import type { ImportProblems } from './import-problems.ts';
import { quoted } from '../rule-problem.ts';
import { known } from '../values/value-report.ts';

/** A rule that is safe to expand. */
export interface Recurrence {
  readonly property: ContentLine;
  /** The rule without COUNT and UNTIL. */
  readonly rule: string;
  readonly count?: number;
  /** On the wall clock of the start; included. */
  readonly until?: number;
}

const dayMs = 86_400_000;
const mostCount = 10_000;
const listOf = (item: string): RegExp => new RegExp(`^${item}(?:,${item}){0,60}$`);
const weekday = '(?:MO|TU|WE|TH|FR|SA|SU)';

/** The parts that an absence needs; finer ones than days would repeat one within a day. */
const parts: Readonly<Record<string, RegExp>> = {
  FREQ: /^(?:DAILY|WEEKLY|MONTHLY|YEARLY)$/,
  INTERVAL: /^[1-9]\d{0,2}$/,
  COUNT: /^[1-9]\d{0,4}$/,
  UNTIL: /^\d{8}(?:T\d{6}Z?)?$/,
  WKST: new RegExp(`^${weekday}$`),
  BYDAY: listOf(`(?:[+-]?[1-5]?\\d)?${weekday}`),
  BYMONTH: listOf('(?:0?[1-9]|1[0-2])'),
  BYMONTHDAY: listOf('[+-]?(?:0?[1-9]|[12]\\d|3[01])'),
  BYSETPOS: listOf('[+-]?[1-9]\\d{0,2}'),
  BYYEARDAY: listOf('[+-]?[1-9]\\d{0,2}'),
  BYWEEKNO: listOf('[+-]?[1-5]?\\d'),
};

/** Reads an RRULE. Parts that are unknown, doubled, or finer than days are problems; then undefined. */
export const recurrenceOf = (
  property: ContentLine,
  start: LocalTime,
  { zones, problems }: { readonly zones: Zones; readonly problems: ImportProblems },
): Recurrence | undefined => {
  const found = new Map<string, string>();
  for (const part of property.value.toUpperCase().split(';')) {
    const [name, value] = part.split('=') as [string, string | undefined];
    const isRight = value !== undefined && Object.hasOwn(parts, name) && parts[name]!.test(value) && !found.has(name);
    if (!isRight) {
      problems.of(property, `a rule of days (${Object.keys(parts).join(', ')}), each part once`, quoted(part));
      return undefined;
    }
    found.set(name, value);
  }
  const count = found.has('COUNT') ? Number(found.get('COUNT')) : undefined;
  const until = found.get('UNTIL');
  if (!found.has('FREQ')) problems.of(property, 'a rule with FREQ');
  else if (count !== undefined && (until !== undefined || count > mostCount))
    problems.of(property, `UNTIL, or COUNT of at most ${mostCount}`);
  else {
    const last =
      until === undefined
        ? undefined
        : localTimes({ ...property, value: until, parameters: new Map() }, zones, problems)[0];
    const kept = [...found].filter(([name]) => name !== 'COUNT' && name !== 'UNTIL');
    const rule = kept.map(([name, value]) => `${name}=${value}`).join(';');
    return { property, rule, ...known({ count, until: last && endOf(last, start) }) };
  }
  return undefined;
};

/**
 * A date means all of that day, and so does midnight in UTC when the series is one of whole days. A time without zone
 * is on the clock of the start.
 */
const endOf = (until: LocalTime, start: LocalTime): number => {
  if (until.isDate || (start.isDate && until.clock === utc && until.local % dayMs === 0))
    return Math.floor(until.local / dayMs) * dayMs + dayMs - 1;
  return until.clock === utc ? onClock(until, start.clock) : until.local;
};

/**
 * The starts in [from, until) on the wall clock, in order. The library expands rules well but reads times without zone
 * as those of the machine that it runs on: it is given the wall clock as if it were UTC, and never learns the zone.
 * Throws what the library throws for a rule that it cannot follow.
 */
export const startsOf = (
  { rule, count, until = Infinity }: Recurrence,
  start: number,
  window: { readonly from: number; readonly until: number },
): readonly number[] => {
  const end = Math.min(window.until - 1, until);
  const begin = count === undefined ? Math.max(window.from, start) : start;
  if (end < begin) return [];
  const stamp = new Date(start).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
  const event = `BEGIN:VEVENT\r\nUID:a\r\nDTSTART:${stamp}\r\nRRULE:${rule}\r\nEND:VEVENT`;
  const { a } = ical.sync.parseICS(`BEGIN:VCALENDAR\r\n${event}\r\nEND:VCALENDAR`);
  const series = a?.type === 'VEVENT' ? a.rrule : undefined;
  const starts = series?.between(new Date(begin), new Date(end), true).map((date) => date.getTime()) ?? [];
  return starts.slice(0, count).filter((at) => at >= window.from);
};

import { parseInstant } from '@baton/contracts';
import type { CalendarDefinition } from '@baton/working-time';
import type { ContentLine } from './content-lines.ts';
import type { ImportProblems } from './import-problems.ts';
import { quoted } from '../rule-problem.ts';
import { type ZoneClock, zoneClock, zoneOfId } from './zone-clock.ts';

/** A DATE or DATE-TIME: what the wall clock shows, in milliseconds as if it were UTC, and whose clock that is. */
export interface LocalTime {
  readonly local: number;
  readonly isDate: boolean;
  readonly clock: ZoneClock;
}

export interface Zones {
  /** Of the party: for whole days, and for times without a zone. */
  readonly own: ZoneClock;
  /** Undefined: no such zone. */
  byId(id: string): ZoneClock | undefined;
}

export const utc = zoneClock('UTC', [{ at: 0, offsetMinutes: 0 }]);

/** Throws what `transitions` throws for a zone of the party that is none. */
export const zonesOf = (zone: string, transitions: (zone: string) => CalendarDefinition['transitions']): Zones => {
  const known = new Map<string, ZoneClock | undefined>();
  return {
    own: zoneClock(zone, transitions(zone)),
    byId: (id) => {
      if (!known.has(id)) {
        const name = zoneOfId(id);
        known.set(id, name === undefined ? undefined : zoneClock(name, transitions(name)));
      }
      return known.get(id);
    },
  };
};

/** The years in which people are away; the zone data covers no more. */
const years = /^(?:19[7-9]|20)/;
const shape = /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?$/;

/** The times of a property, one or several with commas. Those that cannot be read are problems and left out. */
export const localTimes = (property: ContentLine, zones: Zones, problems: ImportProblems): readonly LocalTime[] => {
  const id = property.parameters.get('TZID');
  const named = id === undefined ? zones.own : zones.byId(id);
  if (named === undefined) {
    problems.of(property, 'a TZID that is an IANA time zone or one of Windows', quoted(id));
    return [];
  }
  return property.value.split(',').flatMap((text) => {
    const match = shape.exec(text.trim());
    const local = match === null ? undefined : localOf(match);
    const isDate = match?.[4] === undefined;
    const wanted = property.parameters.get('VALUE')?.toUpperCase();
    const fits = wanted === undefined || wanted === (isDate ? 'DATE' : 'DATE-TIME');
    if (local !== undefined && fits)
      return [{ local, isDate, clock: isDate ? zones.own : match![7] === 'Z' ? utc : named }];
    const expected = 'a date such as 20260928, or a time such as 20260928T090000, of the years 1970 to 2099';
    problems.of(property, expected, quoted(text));
    return [];
  });
};

const localOf = ([text, year, month, day, hour = '00', minute = '00', second = '00']: RegExpExecArray):
  number | undefined =>
  // A leap second is the second before it: the instants of the contract know none.
  years.test(text)
    ? parseInstant(`${year}-${month}-${day}T${hour}:${minute}:${second === '60' ? '59' : second}Z`)
    : undefined;

export const instantOf = ({ local, clock }: LocalTime): number => clock.instantOf(local);

/** The same moment on another clock; of a whole day its beginning. */
export const onClock = (time: LocalTime, clock: ZoneClock): number =>
  time.isDate || time.clock.zone === clock.zone ? time.local : clock.localOf(instantOf(time));

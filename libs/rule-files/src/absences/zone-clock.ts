import type { Instant } from '@baton/contracts';
import type { CalendarDefinition } from '@baton/working-time';
import ical from 'node-ical';
import { isZone } from '../zone.ts';

/** Converts between instants and a zone's wall clock, which is kept as if it were UTC: milliseconds. */
export interface ZoneClock {
  readonly zone: string;
  /** A time that the clock shows twice is the first; one that it skips counts with the offset before (RFC 5545, 3.3.5). */
  instantOf(local: number): Instant;
  localOf(at: Instant): number;
}

const minuteMs = 60_000;

export const zoneClock = (zone: string, transitions: CalendarDefinition['transitions']): ZoneClock => {
  const stretches = transitions.map(({ at, offsetMinutes }, index) => ({
    from: index === 0 ? -Infinity : at,
    until: transitions[index + 1]?.at ?? Infinity,
    offset: offsetMinutes * minuteMs,
  }));
  const stretchOf = (local: number) =>
    stretches.find(({ until, offset }) => local - offset < until) ?? stretches.at(-1)!;
  return {
    zone,
    instantOf: (local) => {
      const stretch = stretchOf(local);
      const at = local - stretch.offset;
      const before = stretches[stretches.indexOf(stretch) - 1];
      return at < stretch.from && before !== undefined ? local - before.offset : at;
    },
    localOf: (at) => at + (stretches.findLast(({ from }) => from <= at) ?? stretches[0]!).offset,
  };
};

/** The library takes these for the zone of the machine that it runs on. */
const ofTheMachine = /^(?:Customized Time Zone|tzone:|\(no TZ)/i;

/**
 * The IANA zone that a TZID means: an IANA name, one with the prefix of a program before it
 * (`/mozilla.org/20050126_1/Europe/Berlin`), or a name of Windows. Undefined: unknown.
 */
export const zoneOfId = (id: string): string | undefined => {
  if (isZone(id)) return id;
  const parts = id.split('/');
  for (let first = 1; first < parts.length; first++) {
    const name = parts.slice(first).join('/');
    if (isZone(name)) return name;
  }
  return ofTheMachine.test(id) || !/^[\w .,()&+-]{1,100}$/.test(id) ? undefined : zoneOfWindows(id);
};

const zoneOfWindows = (id: string): string | undefined => {
  const event = `BEGIN:VEVENT\r\nUID:a\r\nDTSTART;TZID="${id}":20260101T000000\r\nEND:VEVENT`;
  const { a } = ical.sync.parseICS(`BEGIN:VCALENDAR\r\n${event}\r\nEND:VCALENDAR`);
  const zone = a?.type === 'VEVENT' ? a.start.tz : undefined;
  return zone !== undefined && isZone(zone) ? zone : undefined;
};

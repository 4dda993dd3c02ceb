import type { CalendarDefinition } from '@baton/working-time';

type Transitions = CalendarDefinition['transitions'];

const minuteMs = 60_000;
/** No zone has ever changed its offset twice within this time, in the years that we read. */
const stepMs = 4 * 24 * 60 * minuteMs;
const defaultFrom = Date.UTC(1990, 0, 1);
const defaultUntil = Date.UTC(2045, 0, 1);
const known = new Map<string, Transitions>();

/**
 * The offset changes of an IANA zone in [fromMs, untilMs), exact to the minute, as this machine's zone data has them;
 * the first entry is the offset at `fromMs`. Throws a RangeError for a zone that is none.
 */
export const zoneTransitions = (zone: string, fromMs = defaultFrom, untilMs = defaultUntil): Transitions => {
  const key = `${zone} ${fromMs} ${untilMs}`;
  const transitions = known.get(key) ?? read(zone, fromMs, untilMs);
  known.set(key, transitions);
  return transitions;
};

const read = (zone: string, fromMs: number, untilMs: number): Transitions => {
  const offsetAt = offsetReader(zone);
  let at = Math.floor(fromMs / minuteMs) * minuteMs;
  let offsetMinutes = offsetAt(at);
  const found = [{ at, offsetMinutes }];
  while (at < untilMs) {
    const next = Math.min(at + stepMs, untilMs);
    if (offsetAt(next) === offsetMinutes) {
      at = next;
      continue;
    }
    at = firstMinuteWithAnother(offsetAt, at, next);
    offsetMinutes = offsetAt(at);
    if (at < untilMs) found.push({ at, offsetMinutes });
  }
  return found;
};

/** Bisects between an instant with the old offset and one with another. */
const firstMinuteWithAnother = (offsetAt: (at: number) => number, fromMs: number, untilMs: number): number => {
  const old = offsetAt(fromMs);
  let before = fromMs / minuteMs;
  let after = Math.ceil(untilMs / minuteMs);
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2);
    if (offsetAt(middle * minuteMs) === old) before = middle;
    else after = middle;
  }
  return after * minuteMs;
};

const offsetReader = (zone: string): ((at: number) => number) => {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  return (at) => {
    const match = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(format.format(at));
    if (match?.[1] === undefined) return 0;
    const minutes = Number(match[2]) * 60 + Number(match[3]);
    return match[1] === '-' ? -minutes : minutes;
  };
};

/** Whether this machine's zone data knows the IANA name. */
export const isZone = (zone: string): boolean => {
  try {
    return new Intl.DateTimeFormat('en-US', { timeZone: zone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
};

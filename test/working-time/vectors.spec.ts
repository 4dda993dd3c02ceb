import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { compileCalendar, type CalendarDefinition, type WorkingCalendar } from '@baton/working-time';
import { zoneTransitions } from '../../libs/service-kit/src/zone-transitions.ts';

interface Vector {
  readonly calendar: Pick<CalendarDefinition, 'zone' | 'weekly' | 'daysOff' | 'extraWorkdays' | 'special'>;
  readonly op: 'add' | 'subtract' | 'between' | 'next';
  readonly at: string;
  readonly until?: string;
  readonly minutes?: number;
  readonly expect: string | number | null;
}

const minuteMs = 60_000;
const vectors: readonly Vector[] = JSON.parse(
  readFileSync(new URL('../data/working-time.json', import.meta.url), 'utf8'),
);

const calendarOf = (calendar: Vector['calendar']): WorkingCalendar =>
  compileCalendar({
    ...calendar,
    id: 'vector',
    revision: 1,
    transitions: zoneTransitions(calendar.zone),
    source: 'test/data/working-time.json',
    hash: '',
    validThrough: '2030-12-31',
  });

const answer = ({ calendar, op, at, until, minutes }: Vector): string | number | null => {
  const compiled = calendarOf(calendar);
  const from = Date.parse(at);
  if (op === 'between') return compiled.between(from, Date.parse(until!)) / minuteMs;
  const found = op === 'next' ? compiled.next(from) : compiled[op](from, minutes! * minuteMs);
  return found === undefined ? null : new Date(found).toISOString().replace(':00.000Z', 'Z');
};

describe('the working-time vectors, counted minute by minute by another program', () => {
  it('are all there', () => {
    expect(vectors).toHaveLength(600);
    expect(new Set(vectors.map(({ calendar }) => calendar.zone)).size).toBe(10);
  });

  it.each(
    vectors.map((vector, index) => ({ name: `${index} ${vector.calendar.zone} ${vector.op} ${vector.at}`, vector })),
  )('$name', ({ vector }) => {
    expect(answer(vector)).toBe(vector.expect);
  });
});

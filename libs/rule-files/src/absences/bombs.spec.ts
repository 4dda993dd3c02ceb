import { describe, expect, it } from '@jest/globals';
import { calendar, event, problemsIn, read } from './absences.fixture.ts';

const series = (...lines: readonly string[]): string => calendar(event(...lines));

describe('a bomb', () => {
  it.each([
    [
      'FREQ=SECONDLY',
      "a rule of days (FREQ, INTERVAL, COUNT, UNTIL, WKST, BYDAY, BYMONTH, BYMONTHDAY, BYSETPOS, BYYEARDAY, BYWEEKNO), each part once, found 'FREQ=SECONDLY'",
    ],
    ['FREQ=DAILY;BYHOUR=0,1,2,3', "each part once, found 'BYHOUR=0,1,2,3'"],
    ['FREQ=DAILY;FREQ=DAILY', "each part once, found 'FREQ=DAILY'"],
    ['FREQ=DAILY;INTERVAL=0', "each part once, found 'INTERVAL=0'"],
    ['FREQ=DAILY;BYMONTHDAY=99', "each part once, found 'BYMONTHDAY=99'"],
    [`FREQ=YEARLY;BYYEARDAY=${'1,'.repeat(5000)}1`, "each part once, found 'BYYEARDAY"],
    ['FREQ=DAILY;COUNT=99999', 'expected UNTIL, or COUNT of at most 10000'],
    ['FREQ=DAILY;COUNT=3;UNTIL=20261231', 'expected UNTIL, or COUNT of at most 10000'],
    ['INTERVAL=2', 'expected a rule with FREQ'],
    ['', "each part once, found ''"],
  ])('%.40s is refused', (rule, problem) => {
    expect(problemsIn(series('DTSTART;VALUE=DATE:20260928', `RRULE:${rule}`))).toEqual([
      expect.stringContaining(`a.ics:7:1: expected`),
    ]);
    expect(problemsIn(series('DTSTART;VALUE=DATE:20260928', `RRULE:${rule}`))[0]).toContain(problem);
  });

  it('of occurrences ends at ten thousand', () => {
    const events = Array.from({ length: 20 }, (_, index) =>
      event('DTSTART;VALUE=DATE:20260101', 'RRULE:FREQ=DAILY').replace('UID:one', `UID:${index}`),
    );
    expect(problemsIn(calendar(...events))).toEqual([
      'a.ics:85:1: expected at most 10000 absences in a file, found more',
    ]);
  });

  it.each([
    ['series', 501, 'FREQ=YEARLY', 'expected at most 500 series that go on, found more'],
    [
      'series that never come',
      201,
      'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
      'expected at most 200 series without any day in two years, found more',
    ],
  ])('of %s ends at %d', (_, count, rule, problem) => {
    const one = event('DTSTART;VALUE=DATE:20260101', `RRULE:${rule}`);
    const events = Array.from({ length: count + 1 }, (_, index) => one.replace('UID:one', `UID:${index}`));
    expect(problemsIn(calendar(...events))).toEqual([expect.stringContaining(problem)]);
  });

  it('of components ends at five thousand', () => {
    const found = problemsIn(calendar('BEGIN:VTODO\r\nEND:VTODO\r\n'.repeat(5000)));
    expect(found).toEqual(['a.ics:10001:1: expected at most 5000 components in a file, found more']);
  });

  it('of bytes is not read', () => {
    expect(problemsIn(calendar(event(`SUMMARY:${'x'.repeat(1_048_576)}`)))[0]).toContain(
      'expected a file of at most 1048576 bytes',
    );
  });

  it('of counting is refused', () => {
    const text = series('DTSTART;VALUE=DATE:20150101', 'RRULE:FREQ=DAILY;COUNT=9999');
    expect(problemsIn(text)).toEqual([
      expect.stringContaining('expected UNTIL instead of COUNT in a series that began over ten years ago'),
    ]);
  });

  it('of one endless line is one problem', () => {
    const found = problemsIn(`BEGIN:VCALENDAR\r\n${'X;Y="'.repeat(100_000)}`);
    expect(found.length).toBeLessThan(3);
    expect(found.every((line) => line.length < 200)).toBe(true);
  });

  it('of folds is read', () => {
    const text = calendar(event('DTSTART;VALUE=DATE:20260928', `SUMMARY:a${'\r\n b'.repeat(200_000)}`));
    expect(read(text).absences[0]!.cause).toHaveLength(200);
  });
});

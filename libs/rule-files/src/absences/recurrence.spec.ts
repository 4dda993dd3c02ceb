import { describe, expect, it } from '@jest/globals';
import { calendar, event, read, spans } from './absences.fixture.ts';

const starts = (text: string, zone?: string, from?: string): readonly string[] =>
  spans(text, zone, from).map((span) => span.slice(0, 16));
const series = (...lines: readonly string[]): string => calendar(event(...lines));

describe('a series', () => {
  it('keeps the time that the wall clock shows over clock changes', () => {
    const text = series('DTSTART;TZID=Europe/Berlin:20261023T090000', 'DURATION:PT8H', 'RRULE:FREQ=DAILY;COUNT=4');
    expect(spans(text)).toEqual([
      '2026-10-23T07:00 2026-10-23T15:00',
      '2026-10-24T07:00 2026-10-24T15:00',
      '2026-10-25T08:00 2026-10-25T16:00',
      '2026-10-26T08:00 2026-10-26T16:00',
    ]);
  });

  it('of whole days has days as long as they are', () => {
    const text = series('DTSTART;VALUE=DATE:20261024', 'RRULE:FREQ=DAILY;COUNT=3');
    expect(spans(text)).toEqual([
      '2026-10-23T22:00 2026-10-24T22:00',
      '2026-10-24T22:00 2026-10-25T23:00',
      '2026-10-25T23:00 2026-10-26T23:00',
    ]);
  });

  it.each([
    ['weekly on days', 'FREQ=WEEKLY;BYDAY=MO,FR;COUNT=3', ['0928', '1002', '1005']],
    ['every other week', 'FREQ=WEEKLY;INTERVAL=2;COUNT=3', ['0928', '1012', '1026']],
    ['monthly on the last Friday', 'FREQ=MONTHLY;BYDAY=-1FR;UNTIL=20261231', ['1030', '1127', '1225']],
    [
      'monthly on the last working day',
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1;UNTIL=20261101',
      ['0930', '1030'],
    ],
    ['yearly', 'FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=24;COUNT=1', ['1224']],
    ['until a day, that day included', 'FREQ=DAILY;UNTIL=20260930', ['0928', '0929', '0930']],
    ['until midnight in UTC, as if it were that day', 'FREQ=DAILY;UNTIL=20260930T000000Z', ['0928', '0929', '0930']],
    ['until midnight where it was made', 'FREQ=DAILY;UNTIL=20260929T220000Z', ['0928', '0929', '0930']],
  ])('%s', (_, rule, days) => {
    const found = read(series('DTSTART;VALUE=DATE:20260928', `RRULE:${rule}`)).absences;
    expect(found.map(({ absence }) => absence)).toEqual(
      days.map((day) => `one 2026-${day.slice(0, 2)}-${day.slice(2)}T00:00:00`),
    );
  });

  it('ends at the instant of UNTIL, that one included', () => {
    const until = (time: string) =>
      starts(series('DTSTART;TZID=Europe/Berlin:20260928T090000', 'DURATION:PT1H', `RRULE:FREQ=DAILY;UNTIL=${time}`));
    expect(until('20260930T070000Z')).toHaveLength(3);
    expect(until('20260930T065959Z')).toHaveLength(2);
    expect(until('20260930T090000')).toHaveLength(3);
    expect(until('20260930')).toHaveLength(3);
  });

  it('that began before the window is counted from where it began', () => {
    const text = series('DTSTART;VALUE=DATE:20251227', 'RRULE:FREQ=DAILY;COUNT=10');
    expect(starts(text)).toEqual([
      '2025-12-31T23:00',
      '2026-01-01T23:00',
      '2026-01-02T23:00',
      '2026-01-03T23:00',
      '2026-01-04T23:00',
    ]);
  });

  it('is there while one that began before the window goes on', () => {
    expect(starts(series('DTSTART;VALUE=DATE:20251229', 'DURATION:P5D', 'RRULE:FREQ=YEARLY'))).toEqual([
      '2025-12-28T23:00',
      '2026-12-28T23:00',
      '2027-12-28T23:00',
    ]);
  });

  it('has extra occurrences, each once', () => {
    const text = series(
      'DTSTART;VALUE=DATE:20260928',
      'RDATE;VALUE=DATE:20261005,20260928',
      'RDATE;VALUE=DATE:20261012',
    );
    expect(starts(text)).toEqual(['2026-09-27T22:00', '2026-10-04T22:00', '2026-10-11T22:00']);
  });
});

describe('an exception', () => {
  const night = ['DTSTART;TZID=Asia/Shanghai:20260928T020000', 'DURATION:PT1H', 'RRULE:FREQ=DAILY;COUNT=3'];
  it.each([
    ['in the zone of the series', 'EXDATE;TZID=Asia/Shanghai:20260929T020000'],
    ['in UTC, where it is the day before', 'EXDATE:20260928T180000Z'],
    ['in another zone', 'EXDATE;TZID=America/New_York:20260928T140000'],
    ['of a day', 'EXDATE;VALUE=DATE:20260929'],
    ['in a list', 'EXDATE;TZID=Asia/Shanghai:20250101T020000,20260929T020000'],
  ])('%s takes that occurrence away', (_, line) => {
    const text = series(...night, line);
    expect(starts(text)).toEqual(['2026-09-27T18:00', '2026-09-29T18:00']);
    expect(read(text).ended).toEqual([
      { absence: 'one 2026-09-29T02:00:00', party: 'V', endedAt: Date.parse('2026-09-28T18:00Z') },
    ]);
  });

  it.each(['EXDATE:20260929T020000Z', 'EXDATE:20260928T180001Z', 'EXDATE;VALUE=DATE:20261028'])(
    '%s takes none away',
    (line) => {
      expect(starts(series(...night, line))).toHaveLength(3);
    },
  );

  it.each(['EXDATE:20260929', 'EXDATE:20260928T220000Z', 'EXDATE;TZID=Europe/Berlin:20260929T080000'])(
    '%s takes away a whole day',
    (line) => {
      expect(starts(series('DTSTART;VALUE=DATE:20260928', 'RRULE:FREQ=DAILY;COUNT=3', line))).toEqual([
        '2026-09-27T22:00',
        '2026-09-29T22:00',
      ]);
    },
  );
});

describe('a change of one occurrence', () => {
  const master = event('DTSTART;TZID=Europe/Berlin:20260928T090000', 'DURATION:PT2H', 'RRULE:FREQ=DAILY;COUNT=3');
  const change = (...lines: readonly string[]): string =>
    event('RECURRENCE-ID;TZID=Europe/Berlin:20260929T090000', ...lines);

  it('moves it, and keeps its id', () => {
    const text = calendar(
      master,
      change('DTSTART;TZID=Europe/Berlin:20260929T130000', 'DTEND;TZID=Europe/Berlin:20260929T140000'),
    );
    expect(spans(text)).toEqual([
      '2026-09-28T07:00 2026-09-28T09:00',
      '2026-09-29T11:00 2026-09-29T12:00',
      '2026-09-30T07:00 2026-09-30T09:00',
    ]);
    expect(read(text).absences.map(({ absence }) => absence)).toContain('one 2026-09-29T09:00:00');
  });

  it('lasts as long as the others unless it says otherwise', () => {
    expect(spans(calendar(master, change('DTSTART;TZID=Europe/Berlin:20260929T130000')))[1]).toBe(
      '2026-09-29T11:00 2026-09-29T13:00',
    );
  });

  it('may stand before the series, and say the occurrence in UTC', () => {
    const early = event('RECURRENCE-ID:20260929T070000Z', 'DTSTART:20261001T070000Z', 'DURATION:PT1H');
    expect(starts(calendar(early, master))).toEqual(['2026-09-28T07:00', '2026-09-30T07:00', '2026-10-01T07:00']);
  });

  it.each(['STATUS:CANCELLED', 'TRANSP:TRANSPARENT'])('takes it away: %s', (line) => {
    const text = calendar(master, change('DTSTART;TZID=Europe/Berlin:20260929T090000', line));
    expect(starts(text)).toEqual(['2026-09-28T07:00', '2026-09-30T07:00']);
    expect(read(text).ended).toMatchObject([{ absence: 'one 2026-09-29T09:00:00' }]);
  });

  it('counts by its highest SEQUENCE', () => {
    const newer = change('DTSTART;TZID=Europe/Berlin:20260929T130000', 'SEQUENCE:2');
    const older = change('DTSTART;TZID=Europe/Berlin:20260929T150000', 'SEQUENCE:1');
    expect(starts(calendar(newer, older, master))).toContain('2026-09-29T11:00');
    expect(starts(calendar(older, newer, master))).toContain('2026-09-29T11:00');
  });

  it('counts alone when its series is not in the file, or is no absence', () => {
    const alone = change('DTSTART;TZID=Europe/Berlin:20260929T130000', 'DURATION:PT1H');
    expect(spans(calendar(alone))).toEqual(['2026-09-29T11:00 2026-09-29T12:00']);
    const free = master.replace('DURATION', 'TRANSP:TRANSPARENT\r\nDURATION');
    expect(spans(calendar(free, alone))).toEqual(['2026-09-29T11:00 2026-09-29T12:00']);
  });
});
